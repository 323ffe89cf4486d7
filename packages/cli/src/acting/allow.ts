import type { Engine } from "@postern/engine";
import type { Context } from "../program/context.js";
import { askYesOrNo } from "../prompts/ask.js";

/**
 * Offers to allow, there and then, what was not among the actions of a connection. By itself a connection allows what
 * Postern can take back; the rest somebody allows once, and it stands in the audit log. False: it stays as it was.
 */
export async function offerToAllow(
  context: Context,
  engine: Engine,
  { connection, actions }: { readonly connection: string; readonly actions: readonly string[] },
): Promise<boolean> {
  if (!context.isInteractive || actions.length === 0) return false;
  const names = actions.join(" and ");
  const question = `${names} ${actions.length === 1 ? "is" : "are"} not allowed through ${connection} yet. Allow from now on?`;
  if (!(await askYesOrNo(question))) return false;
  const { settings } = await engine.connections.get(connection);
  await engine.connections.update(connection, {
    settings: { actions: [...new Set([...settings.actions, ...actions])] },
  });
  return true;
}
