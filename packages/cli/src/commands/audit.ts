import {
  type AuditEntry,
  type AuditFilter,
  type AuditForm,
  auditForms,
  auditKinds,
  type Engine,
  PosternError,
  writeAudit,
} from "@postern/engine";
import { type Command, Option } from "commander";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { pause } from "../program/stop.js";
import { countOf } from "../screen/numbers.js";
import { bad, bold, dim, good } from "../screen/text.js";
import { describeZone } from "../screen/times.js";
import { showAuditEntry, showAuditHead } from "../show/audit.js";
import { parseWhole } from "../values/numbers.js";
import { parseTime } from "../values/times.js";

interface AuditOptions {
  readonly since?: string;
  readonly until?: string;
  readonly actor?: string;
  readonly connection?: string;
  readonly about?: string;
  readonly kind?: string;
  readonly limit?: string;
  readonly follow?: boolean;
  readonly as?: AuditForm;
  readonly json?: boolean;
}

const defaultLimitOnScreen = 50;
const defaultLimitBeforeFollowing = 10;
const lookEveryMs = 1000;

export function declareAudit(program: Command, context: Context): void {
  const command = program
    .command("audit")
    .summary("who did what, when, from where, and why; and proof of it")
    .description(
      "Show the audit log, the oldest first: what was meant, called, answered and read back, who agreed, who looked " +
        "at what people wrote, who changed connections, credentials, rules, channels and the store. Entries are only added, and each carries the hash of the one before it.",
    )
    .option("--since <when>", "from this time on: 2h, 7d, 2026-01-05")
    .option("--until <when>", "up to this time")
    .option("--actor <name>", "who")
    .option("--connection <name>", "only this connection")
    .option("--about <what>", "only this run, plan, connection, credential or channel")
    .option("--kind <kind>", `one of ${auditKinds.join(", ")}; or what stands before the dot`)
    .option(
      "--limit <count>",
      `the newest so many (default: ${defaultLimitOnScreen} on screen, all with --json and --as)`,
    )
    .option("--follow", "go on with what comes, until Ctrl-C")
    .addOption(new Option("--as <form>", "the form to write").choices(auditForms).conflicts("json"))
    .option("--json", "one JSON object a line, as --as ndjson")
    .action((options: AuditOptions) => audit(context, options));
  const check = command
    .command("verify")
    .summary("read the whole chain: is every entry there, and as it was written?")
    .description(
      "Read the whole audit log and check every hash. An entry that was changed, left out or put in shows. That the " +
        "end was cut, or all of it written anew, shows only against a head noted elsewhere: note the head that is " +
        "told, and give it with --expect.",
    )
    .option("--expect <head>", "a head that was told earlier: it must still stand in the log")
    .option("--json", "one JSON object")
    .action((options: { expect?: string; json?: boolean }) => verify(context, options));
  addExamples(command, [
    ["postern audit --since 24h", "the last day"],
    ["postern audit --about RUN", "one run, from intent to outcome"],
    ["postern audit --kind credential", "whose secrets were replaced, when and by whom"],
    ["postern audit --follow --as ecs", "for a SIEM"],
    ["postern audit verify --expect HEAD", "nothing was changed, and nothing is missing at the end"],
  ]);
  addExamples(check, [["postern audit verify --json | jq -r .head", "to be noted elsewhere"]]);
}

async function audit(context: Context, options: AuditOptions): Promise<void> {
  const form = options.as ?? (options.json ? "ndjson" : null);
  const filter = readFilter(options, context.now());
  const show = createPrinter(context, form);
  await withEngine(context, async (engine) => {
    if (options.follow) return await follow(context, engine, { filter, show });
    const limit = filter.limit ?? (form === null ? defaultLimitOnScreen : undefined);
    let count = 0;
    for await (const entry of engine.audit.read(limit === undefined ? filter : { ...filter, limit })) {
      await show(entry);
      count += 1;
    }
    if (form !== null) return;
    if (count === 0) context.out.line("No entry matches.");
    else
      context.err.line(
        dim(
          `${count === limit ? "The newest " : ""}${countOf(count, "entry", "entries")}. ${describeZone(context.now())}`,
        ),
      );
  });
}

type Printer = (entry: AuditEntry) => Promise<void>;

function createPrinter(context: Context, form: AuditForm | null): Printer {
  let count = 0;
  return async (entry) => {
    if (form !== null) return await context.out.jsonTexts([writeAudit(entry, form)]);
    if (count === 0) showAuditHead(context.out);
    count += 1;
    showAuditEntry(context.out, entry);
  };
}

async function follow(
  context: Context,
  engine: Engine,
  { filter, show }: { filter: AuditFilter; show: Printer },
): Promise<void> {
  const signal = context.stop.listen();
  let after = 0;
  let limit: number | null = filter.limit ?? defaultLimitBeforeFollowing;
  const { limit: _, ...unlimited } = filter;
  while (!signal.aborted) {
    for await (const entry of engine.audit.read({
      ...unlimited,
      after,
      ...(limit === null ? {} : { limit }),
    })) {
      if (signal.aborted) return;
      await show(entry);
      after = entry.seq;
    }
    limit = null;
    await pause(lookEveryMs, signal);
  }
}

function readFilter(options: AuditOptions, now: number): AuditFilter {
  const { since, until, actor, connection, about, kind, limit } = options;
  if (kind !== undefined && !auditKinds.some((each) => each === kind || each.startsWith(`${kind}.`))) {
    throw new PosternError("bad-usage", `--kind: "${kind}" is none of ${auditKinds.join(", ")}.`);
  }
  return {
    ...(since === undefined ? {} : { since: parseTime(since, { option: "--since", now }) }),
    ...(until === undefined ? {} : { until: parseTime(until, { option: "--until", now }) }),
    ...(actor === undefined ? {} : { actor }),
    ...(connection === undefined ? {} : { connection }),
    ...(about === undefined ? {} : { subject: about }),
    ...(kind === undefined ? {} : { kind }),
    ...(limit === undefined ? {} : { limit: parseWhole(limit, { option: "--limit", least: 1 }) }),
  };
}

async function verify(context: Context, options: { expect?: string; json?: boolean }): Promise<void> {
  const expected = options.expect?.toLowerCase();
  if (expected !== undefined && !/^[0-9a-f]{64}$/.test(expected)) {
    throw new PosternError(
      "bad-usage",
      "--expect: a head is 64 hexadecimal digits, as `postern audit verify` tells it.",
    );
  }
  const verdict = await withEngine(context, (engine) => engine.audit.verify(expected));
  const { entries, head, brokenAt, expectedAt } = verdict;
  const { out } = context;
  if (options.json) await out.json(verdict);
  else {
    out.line(
      bold("Audit  "),
      countOf(entries, "entry", "entries"),
      brokenAt === null ? good("  unbroken") : bad("  broken"),
    );
    out.line(dim("  head  "), head);
  }
  if (brokenAt !== null) {
    throw new PosternError("audit-broken", `Entry ${String(brokenAt.seq)}: ${brokenAt.what}.`);
  }
  if (expected === undefined) return;
  if (expectedAt === null) {
    throw new PosternError(
      "audit-broken",
      "The head that was expected stands nowhere: entries are missing, or the log was written anew.",
    );
  }
  if (!options.json) out.line(dim("  the head that was expected stands at entry "), String(expectedAt));
}
