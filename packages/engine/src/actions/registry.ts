import { PosternError } from "../errors/postern-error.js";
import { allowFile } from "./files/allow-file.js";
import { blockFile } from "./files/block-file.js";
import { listFileBatches } from "./files/list-file-batches.js";
import { readFileQuota } from "./files/read-file-quota.js";
import { unlistFile } from "./files/unlist-file.js";
import { addGroupMember } from "./groups/add-group-member.js";
import { createGroup } from "./groups/create-group.js";
import { deleteGroup } from "./groups/delete-group.js";
import { findGroups } from "./groups/find-groups.js";
import { listGroupMembers } from "./groups/list-group-members.js";
import { removeGroupMember } from "./groups/remove-group-member.js";
import {
  type BoundAction,
  type BoundReading,
  type BoundWriting,
  bindReading,
  bindWriting,
} from "./model/bind.js";
import { blockSender } from "./senders/block-sender.js";
import { blockSenderByGroup } from "./senders/block-sender-by-group.js";
import { blockSenderFor } from "./senders/block-sender-for.js";
import { clearManagedSender } from "./senders/clear-managed-sender.js";
import { permitSender } from "./senders/permit-sender.js";
import { permitSenderFor } from "./senders/permit-sender-for.js";
import { unblockSender } from "./senders/unblock-sender.js";
import { unblockSenderByGroup } from "./senders/unblock-sender-by-group.js";
import { unpermitSender } from "./senders/unpermit-sender.js";
import { blockUrl } from "./urls/block-url.js";
import { decodeUrl } from "./urls/decode-url.js";
import { listUrls } from "./urls/list-urls.js";
import { permitUrl } from "./urls/permit-url.js";
import { removeUrl } from "./urls/remove-url.js";

/** Every action. Adding one is writing its file and naming it here. */
export const actions: readonly BoundAction[] = [
  bindWriting(blockSender),
  bindWriting(permitSender),
  bindWriting(unblockSender),
  bindWriting(unpermitSender),
  bindWriting(blockSenderFor),
  bindWriting(permitSenderFor),
  bindWriting(clearManagedSender),
  bindWriting(blockSenderByGroup),
  bindWriting(unblockSenderByGroup),
  bindWriting(blockUrl),
  bindWriting(permitUrl),
  bindWriting(removeUrl),
  bindReading(listUrls),
  bindWriting(blockFile),
  bindWriting(allowFile),
  bindWriting(unlistFile),
  bindReading(listFileBatches),
  bindReading(readFileQuota),
  bindReading(decodeUrl),
  bindReading(findGroups),
  bindReading(listGroupMembers),
  bindWriting(addGroupMember),
  bindWriting(removeGroupMember),
  bindWriting(createGroup),
  bindWriting(deleteGroup),
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
