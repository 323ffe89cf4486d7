import { plainRange, range } from "../declared/render-detail.js";
import { faultAims } from "./aims.js";
import { declarationOf, faultKinds } from "./table/index.js";

const strikes = {
  calls: "calls",
  sockets: "calls, and downloads with `path=download`",
  files: "downloads of batch files",
  tenant: "the tenant, until it is removed",
} as const;

/** The page about faults, from the table of them. */
export function renderFaults(): string {
  return [
    "# Faults on demand",
    "",
    "Made from `packages/emulator/src/faults/table` by `npm run docs`. A fault makes an emulated tenant misbehave as the real service has been seen to, or as networks do. The last column tells where it is known from: sections of our notes on collecting (feeds) and on acting (actions).",
    "",
    "```sh",
    "postern emulator --fault throttle:operation=ttp.url.get-logs,times=3,reset=retry-after",
    'curl -X POST http://127.0.0.1:PORT/_emulator/faults -d \'{"kind":"server-error","probability":0.1}\'',
    "```",
    "",
    'In Node: `tenant.faults.inject({ kind: "throttle", feed: "ttp-url", times: 3 })` gives its id; `list()`, `remove(id)`, `clear()`. From outside: `GET /_emulator/faults` lists them with how often each struck, `POST` arms one, `DELETE /_emulator/faults/{id}` removes it, `DELETE /_emulator/faults` all. What could never strike is refused with the reason. In JSON, `"times": null` is for ever.',
    "",
    "A call that meets several faults of one kind is struck by the one that was injected first. `requests()` and `--explain` name each fault that struck in the place of an answer.",
    "",
    "## Where, when and how often",
    "",
    "All of a fault's aims have to be met.",
    "",
    "| Name | May be | |",
    "|---|---|---|",
    ...Object.entries(faultAims).map(
      ([name, detail]) => `| \`${name}\` | ${range(detail)} | ${detail.says} |`,
    ),
    "",
    "A schedule goes by the tenant's clock: `everyMinutes=60,forMinutes=5` is five minutes of every hour. A probability draws once for each matching answer; the same seed draws the same.",
    "",
    "## What",
    "",
    "| Kind | What a client meets | Its own settings | Strikes | Known from |",
    "|---|---|---|---|---|",
    ...faultKinds.map(renderKind),
    "",
  ].join("\n");
}

/** One line a kind, for a command's help. */
export function listFaults(): readonly {
  readonly kind: string;
  readonly says: string;
  readonly settings: string;
}[] {
  return faultKinds.map((kind) => {
    const { says, details } = declarationOf(kind);
    const settings = Object.entries(details).map(([name, detail]) => `${name}=${plainRange(detail)}`);
    return { kind, says: says.replaceAll("`", ""), settings: settings.join(" ") };
  });
}

function renderKind(kind: (typeof faultKinds)[number]): string {
  const { says, place, operations, feeds, aims, details, source } = declarationOf(kind);
  const settings = Object.entries(details)
    .map(([name, detail]) => `\`${name}\` (${range(detail)}): ${detail.says}`)
    .join("<br>");
  const where = operations?.map((name) => `\`${name}\``).join(", ") ?? feeds?.join(", ") ?? strikes[place];
  const only = aims === undefined ? "" : `; takes only ${aims.map((name) => `\`${name}\``).join(", ")}`;
  return `| \`${kind}\` | ${says} | ${settings} | ${where}${only} | ${source} |`;
}
