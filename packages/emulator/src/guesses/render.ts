import { plainRange, range } from "../declared/render-detail.js";
import type { GuessDeclaration } from "./declaration.js";
import { knownDifferences } from "./known.js";
import { guessedOptions, madeUp } from "./made-up.js";
import { guessAreas, guessTable } from "./table/index.js";
import { guessedValues } from "./values.js";
import { guessedCodes, guessedNames } from "./words.js";

/** The page of what differs from the real service, and of what is guessed. */
export function renderDifferences(): string {
  return [
    "# Where the emulated tenant may differ from the real service",
    "",
    "Made from `packages/emulator/src/guesses` by `npm run docs`. Sources are sections of our notes on collecting (feeds) and on acting (actions), which are made of the vendor's documents, recordings and the code of clients that work.",
    "",
    "## What is known to differ",
    "",
    ...knownDifferences.map((line) => `- ${line}`),
    "",
    "## Guesses to switch",
    "",
    "```sh",
    "postern emulator --guess ipRefusedStatus=401 --guess rateLimitHeaders=always",
    "```",
    "",
    "With `--persist` a guess is kept until it is given otherwise; `postern emulator state` tells those in force.",
    "",
    'In Node: `startTenant({ guesses: { ipRefusedStatus: 401, rateLimitHeaders: "always" } })`.',
    "",
    ...Object.entries(guessAreas).flatMap(renderArea),
    "## Guessed error codes",
    "",
    'Each can be answered as another, which may be words: `--guess codes.err_held_message_not_found=err_gone`, `--guess "codes.rate_limited=Too many calls"`, or `guesses: { codes: { … } }`.',
    "",
    "| Code | Answered for |",
    "|---|---|",
    ...Object.entries(guessedCodes).map(([code, says]) => `| \`${code}\` | ${says} |`),
    "",
    "## Guessed names of fields",
    "",
    'Any field of these answers can go by another name: `--guess names.threats.events.list.subject=title`, or `guesses: { names: { "threats.events.list": { subject: "title" } } }`.',
    "",
    "| Operation | Guessed |",
    "|---|---|",
    ...Object.entries(guessedNames).map(([operation, says]) => `| \`${operation}\` | ${says} |`),
    "",
    "## Guessed values",
    "",
    'Any text, number or flag in these answers can be another: `--guess "values.audit.get-audit-events.auditType=New Policy:Policy Created"`, or `guesses: { values: { "audit.get-audit-events": { auditType: { "New Policy": "Policy Created" } } } }`. What is searched and filtered by stays what it was.',
    "",
    "| Operation | Guessed |",
    "|---|---|",
    ...Object.entries(guessedValues).map(([operation, says]) => `| \`${operation}\` | ${says} |`),
    "",
    "## Guesses with an option of their own",
    "",
    "[Options](options.md) of the tenant from its start.",
    "",
    "| Option | Nobody knows for sure |",
    "|---|---|",
    ...Object.entries(guessedOptions).map(([option, says]) => `| \`${option}\` | ${says} |`),
    "",
    "## What we made up, and needs no switch",
    "",
    "The invented company, and bounds of the emulator: choices of ours, not guesses about the vendor.",
    "",
    ...madeUp.map((line) => `- ${line}`),
    "",
  ].join("\n");
}

function renderArea([title, area]: readonly [string, Readonly<Record<string, GuessDeclaration>>]): string[] {
  return [
    `### ${title}`,
    "",
    "| Name | What nobody knows for sure | May be | We take | Source |",
    "|---|---|---|---|---|",
    ...Object.entries(area).map(renderGuess),
    "",
  ];
}

function renderGuess([name, { detail, usual, source }]: readonly [string, GuessDeclaration]): string {
  return `| \`${name}\` | ${detail.says} | ${range(detail)} | \`${String(usual)}\` | ${source} |`;
}

/** One line a guess, for a command's help. */
export function listGuesses(): readonly {
  readonly name: string;
  readonly says: string;
  readonly values: string;
  readonly usual: string;
}[] {
  return Object.entries<GuessDeclaration>(guessTable).map(([name, { detail, usual }]) => ({
    name,
    says: detail.says.replaceAll("`", ""),
    values: plainRange(detail),
    usual: String(usual),
  }));
}
