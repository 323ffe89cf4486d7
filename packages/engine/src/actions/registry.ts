import { PosternError } from "../errors/postern-error.js";
import {
  type BoundAction,
  type BoundReading,
  type BoundWriting,
  bindReading,
  bindWriting,
} from "./model/bind.js";
import { blockSender } from "./senders/block-sender-policy.js";
import { blockUrl } from "./urls/block-url.js";
import { decodeUrl } from "./urls/decode-url.js";

/** Every action. Adding one is writing its file and naming it here. */
export const actions: readonly BoundAction[] = [
  bindWriting(blockSender),
  bindWriting(blockUrl),
  bindReading(decodeUrl),
];

/** Those of a connection, or of a guide, for which none were chosen. */
export const usualActions: readonly BoundAction[] = actions.filter(({ isUsual }) => isUsual);

/** Throws `bad-usage` for a name that is no action. */
export function findAction(name: string): BoundAction {
  const action = actions.find((candidate) => candidate.name === name);
  if (action !== undefined) return action;
  const names = actions.map((candidate) => candidate.name).join(", ");
  throw new PosternError("bad-usage", `There is no action "${name}". Actions: ${names}.`);
}

/** Throws `bad-usage` for an action that only looks. */
export function findWriting(name: string): BoundWriting {
  const action = findAction(name);
  if (action.kind === "writing") return action;
  throw new PosternError("bad-usage", `${name} changes nothing: it is read, not planned.`);
}

/** Throws `bad-usage` for an action that changes something. */
export function findReading(name: string): BoundReading {
  const action = findAction(name);
  if (action.kind === "reading") return action;
  throw new PosternError("bad-usage", `${name} changes the tenant: it is planned and run, not read.`);
}
