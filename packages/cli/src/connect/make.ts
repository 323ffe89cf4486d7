import type { Connection, Engine } from "@postern/engine";
import { checkShape } from "../credentials/check-shape.js";
import { type ReminderOptions, readReminders } from "../credentials/reminders.js";
import { encodeCheck } from "../json/check.js";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { bold, dim } from "../screen/text.js";
import { warnOfNoVerification } from "../show/warnings.js";
import { completeByAsking, completeQuietly, isComplete } from "./complete.js";
import {
  type ConnectionValues,
  type ConnectOptions,
  type Draft,
  gatherDraft,
  toNewConnection,
} from "./gather.js";
import { awaitPropagation } from "./propagation.js";
import { exitCodeOfChecks, runChecks } from "./run-checks.js";

export interface MakeOptions extends ConnectOptions, ReminderOptions {
  readonly test: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Makes a connection of what was given and asked, and probes it. */
export async function makeConnection(context: Context, engine: Engine, options: MakeOptions): Promise<void> {
  const reminders = readReminders(context, options);
  const draft = await gatherDraft(context, await nameGeneration(engine, options));
  const values = await complete(context, engine, draft);
  if (values.secrets !== null) {
    const isForced = options.force === true;
    checkShape(context, { kind: values.generation, values: values.secrets, isForced });
  }
  const { name, credential } = await engine.connections.add(toNewConnection(values));
  if (Object.keys(reminders).length > 0) await engine.credentials.update(credential.name, reminders);
  const connection = await engine.connections.get(name);
  if (!options.json) showAdded(context, connection);
  warnOfNoVerification(context.err, connection);
  const isReady = !options.test || (await awaitPropagation(context, connection));
  const checks =
    options.test && isReady ? await runChecks(context, engine, { name, isQuiet: options.json === true }) : [];
  context.exitCode = exitCodeOfChecks(checks);
  const isReadable = checks.some(({ subject, result }) => subject.kind === "feed" && result === "pass");
  const made =
    isReadable && values.feeds === undefined
      ? await takePermitted(context, engine, { connection, options })
      : connection;
  if (options.json) {
    await context.out.json({ connection: encodeConnection(made), checks: checks.map(encodeCheck) });
  } else {
    context.out.line(dim("  next     "), context.propose([nameNext(context, isReady), name]));
  }
}

/** Who chose no feeds gets those of other products, too, as far as the application may read them. */
async function takePermitted(
  context: Context,
  engine: Engine,
  { connection, options }: { connection: Connection; options: MakeOptions },
): Promise<Connection> {
  const { name, settings } = connection;
  const permitted = await engine.connections.permittedFeeds(name, context.stop.listen());
  if (permitted.length === 0) return connection;
  if (!options.json)
    context.out.line(dim("  also     "), `${permitted.join(", ")}: the credential may read it`);
  return await engine.connections.update(name, { settings: { feeds: [...settings.feeds, ...permitted] } });
}

/** With something amiss the next thing is to find out what. */
function nameNext({ exitCode }: Context, isReady: boolean): string {
  if (!isReady) return "test";
  return exitCode === 0 ? "collect" : "doctor";
}

/** The kind of a credential that exists already is the generation. */
async function nameGeneration(engine: Engine, options: ConnectOptions): Promise<ConnectOptions> {
  if (options.credential === undefined || options.generation !== undefined) return options;
  const { kind } = await engine.credentials.get(options.credential);
  return kind === "proxy" ? options : { ...options, generation: kind };
}

async function complete(context: Context, engine: Engine, draft: Draft): Promise<ConnectionValues> {
  if (isComplete(draft) || !context.isInteractive) return completeQuietly(draft);
  return await completeByAsking(context.err, { draft, actions: engine.actions.list });
}

function showAdded({ out }: Context, connection: Connection): void {
  const { settings, actingCredential, proxyCredential } = connection;
  out.line("Added ", bold(connection.name), dim(`  API ${connection.generation}  ${connection.baseUrl}`));
  out.line(dim("  feeds    "), settings.feeds.join(", ") || "none");
  out.line(dim("  actions  "), settings.actions.join(", ") || "none");
  if (actingCredential !== null) out.line(dim("  acts as  "), actingCredential.name);
  if (settings.network.proxyUrl !== undefined) {
    const login = proxyCredential === null ? "" : `, as ${proxyCredential.name}`;
    out.line(dim("  proxy    "), `${settings.network.proxyUrl}${login}`);
  }
}
