import { type Connection, type Engine, type EngineOptions, openEngine, PosternError } from "@postern/engine";
import { findVaultKey } from "../vault/key.js";
import { readActor } from "./actor.js";
import type { Context } from "./context.js";

/** Opens the data directory for a piece of work, and closes it however that ends. */
export async function withEngine<Result>(
  context: Context,
  work: (engine: Engine) => Promise<Result>,
  options: Partial<Pick<EngineOptions, "listener" | "home" | "now" | "sleep">> = {},
): Promise<Result> {
  const vaultKey = await findVaultKey(context);
  const engine = await openEngine({
    ...options,
    home: options.home ?? context.home,
    actor: readActor(context),
    ...(vaultKey === undefined ? {} : { vaultKey }),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** The connection of that name; without a name the only one there is. */
export async function pickConnection(engine: Engine, name: string | undefined): Promise<Connection> {
  if (name !== undefined) return engine.connections.get(name);
  const connections = await engine.connections.list();
  const [only, ...others] = connections;
  if (only === undefined) throw noConnections();
  if (others.length === 0) return only;
  const names = connections.map((connection) => connection.name).join(", ");
  throw new PosternError("bad-usage", `Which connection? There are several: ${names}.`);
}

/** Checks the name before long work begins, so that a slip shows at once. */
export async function requireConnections(engine: Engine, name: string | undefined): Promise<number> {
  if (name !== undefined) {
    await engine.connections.get(name);
    return 1;
  }
  const { length } = await engine.connections.list();
  if (length === 0) throw noConnections();
  return length;
}

function noConnections(): PosternError {
  return new PosternError("unknown-connection", "There is no connection yet.");
}
