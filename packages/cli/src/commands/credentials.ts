import { type CredentialKind, type Engine, PosternError } from "@postern/engine";
import type { Command } from "commander";
import { askSecrets } from "../credentials/ask-secrets.js";
import { checkShape } from "../credentials/check-shape.js";
import { credentialKinds, toSecrets } from "../credentials/fields.js";
import { type ReminderOptions, readReminders } from "../credentials/reminders.js";
import {
  gatherSecrets,
  listMissingSecrets,
  type SourceOptions,
  takeSecrets,
} from "../credentials/sources.js";
import { encodeCredential } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { askOne, askYesOrNo } from "../prompts/ask.js";
import { bold, dim } from "../screen/text.js";
import { toIso } from "../screen/times.js";
import { describeHints, showCredentials } from "../show/credentials.js";

interface ListOptions {
  readonly json?: boolean;
}

interface AddOptions extends SourceOptions, ReminderOptions {
  readonly kind?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface RemoveOptions {
  readonly yes?: boolean;
}

export function declareCredentials(program: Command, context: Context): void {
  const command = program
    .command("credentials")
    .summary("list, add or remove credentials")
    .description(
      "List the credentials: kind, age, expiry and who uses them. Of the secrets nothing is shown but the last four " +
        "characters and a fingerprint. New secrets for an old credential: postern connect --update NAME.",
    )
    .option("--json", "one JSON object")
    .action((options: ListOptions) => list(context, options));
  const addition = command
    .command("add")
    .summary("store a credential, to be used by one or more connections")
    .description(
      "Store a credential of its own: shared by several connections, for acting alone, or for a proxy. Secrets come " +
        "from the prompt, the environment (a proxy's: POSTERN_PROXY_USERNAME, POSTERN_PROXY_PASSWORD), --from or " +
        "--secret-command; never from arguments.",
    )
    .argument("<name>", "what to call it")
    .option("--kind <kind>", "1.0, 2.0 or proxy")
    .option("--from <file>", "JSON of the values; - reads standard input")
    .option("--secret-command <command>", "a command that prints such JSON: of a secret manager")
    .option("--expires <when>", "when the keys stop working: 2027-01-31, 90d")
    .option("--rotate-every <days>", "be reminded to replace the secrets")
    .option("--force", "take secrets that look swapped")
    .option(...reasonOption)
    .option("--json", "the credential as one JSON object")
    .action((name: string, options: AddOptions) => add(context, name, options));
  const removal = command
    .command("remove")
    .summary("forget a credential that no connection uses")
    .description("Forget a credential and its secrets. One that a connection uses stays.")
    .argument("<name>", "the credential")
    .option(...reasonOption)
    .option("--yes", "don't ask")
    .action((name: string, options: RemoveOptions) => remove(context, name, options));
  addExamples(command, [
    ["postern credentials", "what there is, how old, and when it expires"],
    ["postern credentials add acting --kind 2.0", "asks for the values"],
    ["postern credentials remove acting --yes", "forget one that is not used"],
  ]);
  addExamples(addition, [
    [
      "postern credentials add gate --kind proxy",
      "then: postern connect --proxy URL --proxy-credential gate",
    ],
    ["postern credentials add acting --kind 2.0 --from - < acting.json", "from a file or a pipe"],
    ["postern credentials add acting --kind 2.0 --expires 90d --rotate-every 90", "with reminders"],
  ]);
  addExamples(removal, [["postern credentials remove acting", "asks first"]]);
}

async function list(context: Context, options: ListOptions): Promise<void> {
  await withEngine(context, async (engine) => {
    const credentials = await engine.credentials.list();
    const reminders = await engine.credentials.reminders();
    if (options.json) {
      await context.out.json({
        credentials: credentials.map(encodeCredential),
        reminders: reminders.map((reminder) => ({ ...reminder, at: toIso(reminder.at) })),
      });
    } else if (credentials.length === 0) {
      context.out.line("No credential yet. `postern connect` makes one with its connection.");
    } else {
      showCredentials(context.out, credentials, { reminders, now: context.now() });
    }
  });
}

async function add(context: Context, name: string, options: AddOptions): Promise<void> {
  const reminders = readReminders(context, options);
  const chosen = readKind(options.kind);
  const given = await gatherSecrets(context, options);
  const kind = chosen ?? given.guessKind(credentialKinds) ?? (await askKind(context));
  const missing = listMissingSecrets(given, kind);
  if (missing.length > 0 && !context.isInteractive) {
    throw new PosternError("bad-usage", `To add a credential, these are needed: ${missing.join("; ")}.`);
  }
  const values =
    missing.length === 0 ? takeSecrets(given, kind) : await askSecrets(context.err, { given, kind });
  checkShape(context, { kind, values, isForced: options.force === true });
  const credential = await withEngine(context, (engine: Engine) =>
    engine.credentials.add({ name, secrets: toSecrets(kind, values), ...reminders }),
  );
  if (options.json) await context.out.json(encodeCredential(credential));
  else context.out.line("Stored ", bold(name), dim(`  ${kind}  ${describeHints(credential)}`));
}

function readKind(text: string | undefined): CredentialKind | undefined {
  if (text === undefined) return undefined;
  const kind = credentialKinds.find((candidate) => candidate === text);
  if (kind !== undefined) return kind;
  throw new PosternError("bad-usage", `--kind: "${text}" is none of ${credentialKinds.join(", ")}.`);
}

async function askKind({ isInteractive }: Context): Promise<CredentialKind> {
  if (!isInteractive) {
    throw new PosternError("bad-usage", `Say what it is for: --kind ${credentialKinds.join(", ")}.`);
  }
  return await askOne<CredentialKind>("What is it for?", [
    { value: "2.0", label: "API 2.0", hint: "client id and client secret" },
    { value: "1.0", label: "API 1.0", hint: "application id and key, access key, secret key" },
    { value: "proxy", label: "A proxy", hint: "user name and password" },
  ]);
}

async function remove(context: Context, name: string, options: RemoveOptions): Promise<void> {
  await withEngine(context, async (engine) => {
    const credential = await engine.credentials.get(name);
    // One that is in use is refused anyway: nobody need be asked.
    if (!options.yes && credential.usedBy.length === 0) await confirm(context, name);
    await engine.credentials.remove(name);
    context.out.line("Removed ", bold(name), dim("  its secrets are gone from the vault"));
  });
}

async function confirm({ isInteractive }: Context, name: string): Promise<void> {
  if (!isInteractive) throw new PosternError("bad-usage", "Removing needs --yes where nobody can be asked.");
  if (await askYesOrNo(`Forget ${name} and its secrets? This can't be taken back.`)) return;
  throw new PosternError("interrupted", "Nothing was removed.");
}
