import type { Check, Connection, Credential, Engine, Secrets } from "@postern/engine";
import type { Context } from "../program/context.js";
import { runChecks } from "./run-checks.js";

/** What the tenant made of new secrets; `undecided` where no answer tells. */
export type Verdict = "accepted" | "refused" | "undecided";

export interface Trial {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
}

/**
 * Tries new secrets of a credential through a connection that uses it, before they take the old ones' place: by a
 * credential and a connection of their own, which are gone afterwards.
 */
export async function trySecrets(
  context: Context,
  engine: Engine,
  request: {
    readonly credential: Credential;
    /** As it would be: base URL and settings may be new as well. */
    readonly connection: Connection;
    readonly secrets: Secrets;
    readonly isQuiet: boolean;
  },
): Promise<Trial> {
  const { credential, connection, secrets, isQuiet } = request;
  // Named by an id, so that what a killed update left behind is known for what it is.
  const name = `trying-${credential.id}`;
  await discard(engine, name);
  try {
    await engine.credentials.add({ name, secrets });
    await engine.connections.add({
      name,
      generation: connection.generation,
      baseUrl: connection.baseUrl,
      ...chooseParts({ credential, connection, name }),
    });
    // So that a collector at work in another process leaves it alone.
    await engine.connections.pause(name);
    const checks = await runChecks(context, engine, { name, isQuiet, credential: credential.name });
    return { verdict: judge(checks, credential), checks };
  } finally {
    await discard(engine, name);
  }
}

/** What is to be probed: all that the credential is for, and nothing else. */
function chooseParts({
  credential,
  connection,
  name,
}: {
  credential: Credential;
  connection: Connection;
  name: string;
}) {
  const { settings, actingCredential, proxyCredential } = connection;
  if (credential.kind === "proxy") {
    return {
      credential: connection.credential.name,
      proxyCredential: name,
      settings: { ...settings, actions: [] },
    };
  }
  const isReading = connection.credential.id === credential.id;
  const isActing = (actingCredential ?? connection.credential).id === credential.id;
  return {
    credential: name,
    ...(proxyCredential === null ? {} : { proxyCredential: proxyCredential.name }),
    settings: {
      ...settings,
      feeds: isReading ? settings.feeds : [],
      actions: isActing ? settings.actions : [],
    },
  };
}

/** Pure: a missing permission is the role's affair, the credential itself was taken. */
export function judge(checks: readonly Check[], { kind }: Pick<Credential, "kind">): Verdict {
  if (kind === "proxy") {
    // Whatever the tenant answered, it was the proxy that let us through.
    const isThrough = checks.some(({ code }) => code !== "unreachable" && code !== "tls");
    return isThrough ? "accepted" : "refused";
  }
  if (checks.some(({ state }) => state === "credentials-refused")) return "refused";
  const isTaken = checks.some(({ result, state }) => result === "pass" || state === "not-permitted");
  return isTaken ? "accepted" : "undecided";
}

async function discard(engine: Engine, name: string): Promise<void> {
  const has = (found: readonly { readonly name: string }[]) => found.some((one) => one.name === name);
  if (has(await engine.connections.list())) await engine.connections.remove(name, { keepEvents: false });
  if (has(await engine.credentials.list())) await engine.credentials.remove(name);
}
