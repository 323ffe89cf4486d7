import {
  type Check,
  type Connection,
  type Credential,
  type CredentialChange,
  type Engine,
  PosternError,
  type Secrets,
} from "@postern/engine";
import { askSecrets } from "../credentials/ask-secrets.js";
import { checkShape } from "../credentials/check-shape.js";
import { toSecrets } from "../credentials/fields.js";
import { forgetOldExpiry, readReminders } from "../credentials/reminders.js";
import { gatherSecrets, listMissingSecrets, takeSecrets } from "../credentials/sources.js";
import { encodeCheck } from "../json/check.js";
import { encodeConnection, encodeCredential } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { dim } from "../screen/text.js";
import { warnOfNoVerification } from "../show/warnings.js";
import { applyChange, readChange } from "./change.js";
import type { MakeOptions } from "./make.js";
import { exitCodeOfChecks, runChecks } from "./run-checks.js";
import { showKept, showUpdated } from "./show-updated.js";
import { type Trial, trySecrets } from "./try-secrets.js";

interface Target {
  readonly credential: Credential;
  /** A connection that uses it; null where none does. */
  readonly user: Connection | null;
  /** The connection that was named; null where a credential was. */
  readonly named: Connection | null;
}

/**
 * Replaces secrets in place, changes settings, or both. New secrets are tried first; where the tenant doesn't take
 * them, the old ones stay, unless it is forced.
 */
export async function updateConnection(
  context: Context,
  engine: Engine,
  { name, options }: { readonly name: string; readonly options: MakeOptions },
): Promise<void> {
  const target = await findTarget(engine, name);
  const reminders = readReminders(context, options);
  const change = await readChange(target.named, options);
  const isOtherwiseIdle = change === null && Object.keys(reminders).length === 0;
  const secrets = await takeNewSecrets(context, target, { options, isWanted: isOtherwiseIdle });
  const trial =
    secrets === null ? null : await tryFirst(context, engine, { target, secrets, options, change });
  if (trial !== null && trial.verdict !== "accepted" && options.force !== true) {
    await keepOld(context, { target, trial, options });
    return;
  }
  if (change !== null && target.named !== null) await engine.connections.update(target.named.name, change);
  const credentialChange: CredentialChange = { ...reminders, ...(secrets === null ? {} : { secrets }) };
  const { credential } = target;
  if (Object.keys(credentialChange).length > 0) {
    await engine.credentials.update(credential.name, forgetOldExpiry(credentialChange, credential));
  }
  await tell(context, engine, { target, secrets, trial, options });
}

/** A connection's name stands for the credential it reads with; other credentials are named themselves. */
async function findTarget(engine: Engine, name: string): Promise<Target> {
  const connections = await engine.connections.list();
  const named = connections.find((connection) => connection.name === name) ?? null;
  if (named !== null) return { credential: named.credential, user: named, named };
  const credentials = await engine.credentials.list();
  const credential = credentials.find((candidate) => candidate.name === name);
  if (credential === undefined) {
    throw new PosternError(
      "unknown-connection",
      `Neither a connection nor a credential is called "${name}".`,
    );
  }
  const user = connections.find((connection) => credential.usedBy.includes(connection.name)) ?? null;
  return { credential, user, named: null };
}

/**
 * From the sources that were named. The environment and the prompt are looked at only where secrets are the point of
 * the command: standing variables may be another tenant's.
 */
async function takeNewSecrets(
  context: Context,
  { credential, user }: Target,
  { options, isWanted }: { options: MakeOptions; isWanted: boolean },
): Promise<Secrets | null> {
  const isSourceNamed = options.from !== undefined || options.secretCommand !== undefined;
  if (!isSourceNamed && !isWanted) return null;
  const { kind } = credential;
  const given = await gatherSecrets(context, options, { usesEnvironment: isWanted });
  const missing = listMissingSecrets(given, kind);
  if (missing.length > 0 && !context.isInteractive) {
    throw new PosternError(
      "bad-usage",
      `To update ${credential.name}, these are needed: ${missing.join("; ")}.`,
    );
  }
  if (missing.length > 0) {
    const users = credential.usedBy.filter((name) => name !== user?.name);
    const also = users.length === 0 ? "" : `; also used by ${users.join(", ")}`;
    context.err.line(dim(`New secrets of the credential ${credential.name}${also}.`));
  }
  const values =
    missing.length === 0 ? takeSecrets(given, kind) : await askSecrets(context.err, { given, kind });
  checkShape(context, { kind, values, isForced: options.force === true });
  return toSecrets(kind, values);
}

async function tryFirst(
  context: Context,
  engine: Engine,
  request: {
    target: Target;
    secrets: Secrets;
    options: MakeOptions;
    change: Awaited<ReturnType<typeof readChange>>;
  },
): Promise<Trial | null> {
  const { target, secrets, options, change } = request;
  if (!options.test || target.user === null) return null;
  const isQuiet = options.json === true;
  if (!isQuiet) context.out.line(dim(`Trying the new secrets of ${target.credential.name} first:`));
  const connection = applyChange(target.user, change);
  return await trySecrets(context, engine, { credential: target.credential, connection, secrets, isQuiet });
}

async function keepOld(
  context: Context,
  { target, trial, options }: { target: Target; trial: Trial; options: MakeOptions },
): Promise<void> {
  context.exitCode = exitCodeOfChecks(trial.checks);
  if (options.json) {
    await context.out.json({
      isReplaced: false,
      verdict: trial.verdict,
      credential: encodeCredential(target.credential),
      checks: trial.checks.map(encodeCheck),
    });
  } else showKept(context, target.credential, trial.verdict);
}

async function tell(
  context: Context,
  engine: Engine,
  done: { target: Target; secrets: Secrets | null; trial: Trial | null; options: MakeOptions },
): Promise<void> {
  const { target, secrets, trial, options } = done;
  const isQuiet = options.json === true;
  const name = target.named?.name;
  const connection = name === undefined ? null : await engine.connections.get(name);
  const credential = await engine.credentials.get(target.credential.name);
  if (!isQuiet) {
    showUpdated(context, {
      credential,
      before: target.credential,
      connection,
      user: target.user,
      secrets,
      verdict: trial?.verdict ?? null,
    });
  }
  if (connection !== null) warnOfNoVerification(context.err, connection);
  let checks: readonly Check[] = trial?.checks ?? [];
  // Settings alone were changed: what they led to is seen now.
  const isProbed = secrets === null && connection !== null && options.test && connection.pausedAt === null;
  if (isProbed) checks = await runChecks(context, engine, { name: connection.name, isQuiet });
  context.exitCode = exitCodeOfChecks(checks);
  if (isQuiet) {
    await context.out.json({
      isReplaced: secrets !== null,
      verdict: trial?.verdict ?? null,
      connection: connection === null ? null : encodeConnection(connection),
      credential: encodeCredential(credential),
      checks: checks.map(encodeCheck),
    });
  }
}
