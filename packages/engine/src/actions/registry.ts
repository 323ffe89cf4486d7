import { PosternError } from "../errors/postern-error.js";
import { type BoundAction, bindAction } from "./bind.js";
import { blockSender } from "./block-sender.js";
import { blockUrl } from "./block-url.js";

/** Every action. Adding one is writing its file and naming it here. */
export const actions: readonly BoundAction[] = [bindAction(blockSender), bindAction(blockUrl)];

/** Throws `bad-usage` for a name that is no action. */
export function findAction(name: string): BoundAction {
  const action = actions.find((candidate) => candidate.name === name);
  if (action !== undefined) return action;
  const names = actions.map((candidate) => candidate.name).join(", ");
  throw new PosternError("bad-usage", `There is no action "${name}". Actions: ${names}.`);
}
