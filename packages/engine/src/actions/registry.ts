import { PosternError } from "../errors/postern-error.js";
import { listDomains } from "./account/list-domains.js";
import { listNotices } from "./account/list-notices.js";
import { listPackages } from "./account/list-packages.js";
import { listPendingDomains } from "./account/list-pending-domains.js";
import { showAccount } from "./account/show-account.js";
import { showSupport } from "./account/show-support.js";
import { tellWhoIAm } from "./account/whoami.js";
import { alterationActions } from "./alterations/index.js";
import { allowFile } from "./files/allow-file.js";
import { blockFile } from "./files/block-file.js";
import { findFiles } from "./files/find-files.js";
import { listFileBatches } from "./files/list-file-batches.js";
import { readFileQuota } from "./files/read-file-quota.js";
import { unlistFile } from "./files/unlist-file.js";
import { addGroupMember } from "./groups/add-group-member.js";
import { createGroup } from "./groups/create-group.js";
import { deleteGroup } from "./groups/delete-group.js";
import { findGroups } from "./groups/find-groups.js";
import { listGroupMembers } from "./groups/list-group-members.js";
import { removeGroupMember } from "./groups/remove-group-member.js";
import { updateGroup } from "./groups/update-group.js";
import { countHeld } from "./held/count-held.js";
import { listHeld } from "./held/list-held.js";
import { listHeldReleases } from "./held/list-held-releases.js";
import { rejectHeld } from "./held/reject-held.js";
import { releaseHeld } from "./held/release-held.js";
import { findMessages } from "./messages/find-messages.js";
import { findProcessing } from "./messages/find-processing.js";
import { getArchivedFile } from "./messages/get-archived-file.js";
import { listAdminSearches } from "./messages/list-admin-searches.js";
import { listArchive } from "./messages/list-archive.js";
import { listArchiveSearches } from "./messages/list-archive-searches.js";
import { listArchiveViews } from "./messages/list-archive-views.js";
import { readArchived } from "./messages/read-archived.js";
import { searchArchive } from "./messages/search-archive.js";
import { showArchived } from "./messages/show-archived.js";
import { showMessage } from "./messages/show-message.js";
import { showQueues } from "./messages/show-queues.js";
import {
  type BoundAction,
  type BoundReading,
  type BoundWriting,
  bindReading,
  bindWriting,
} from "./model/bind.js";
import { findNearest } from "./names/nearest.js";
import { policyActions } from "./policies/index.js";
import { listIncidents } from "./remediation/find-incidents.js";
import { followIncident } from "./remediation/follow-incident.js";
import { remediateFile } from "./remediation/remediate-file.js";
import { remediateMessage } from "./remediation/remediate-message.js";
import { remediateUrl } from "./remediation/remediate-url.js";
import { showIncident } from "./remediation/show-incident.js";
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
import { listAliases } from "./users/list-aliases.js";
import { listDelegates } from "./users/list-delegates.js";
import { listUsers } from "./users/list-users.js";
import { showDirectorySync } from "./users/show-directory-sync.js";
import { showUser } from "./users/show-user.js";
import { disableUser, enableUser, lockUser, unlockUser } from "./users/switches.js";
import { syncDirectory } from "./users/sync-directory.js";
import { updateUserFields } from "./users/update-user.js";
import { webActions } from "./web/index.js";

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
  bindReading(findFiles),
  bindReading(listFileBatches),
  bindReading(readFileQuota),
  bindReading(decodeUrl),
  bindReading(findGroups),
  bindReading(listGroupMembers),
  bindWriting(addGroupMember),
  bindWriting(removeGroupMember),
  bindWriting(createGroup),
  bindWriting(updateGroup),
  bindWriting(deleteGroup),
  bindReading(listHeld),
  bindReading(countHeld),
  bindReading(listHeldReleases),
  bindWriting(releaseHeld),
  bindWriting(rejectHeld),
  bindWriting(remediateMessage),
  bindWriting(remediateFile),
  bindWriting(remediateUrl),
  bindReading(listIncidents),
  bindReading(showIncident),
  bindReading(followIncident),
  bindReading(findMessages),
  bindReading(findProcessing),
  bindReading(getArchivedFile),
  bindReading(listAdminSearches),
  bindReading(listArchiveSearches),
  bindReading(listArchiveViews),
  bindReading(listArchive),
  bindReading(readArchived),
  bindReading(searchArchive),
  bindReading(showArchived),
  bindReading(showMessage),
  bindReading(showQueues),
  bindReading(listAliases),
  bindReading(listDelegates),
  bindReading(listUsers),
  bindReading(showUser),
  bindWriting(lockUser),
  bindWriting(unlockUser),
  bindWriting(disableUser),
  bindWriting(enableUser),
  bindWriting(updateUserFields),
  bindReading(showDirectorySync),
  bindWriting(syncDirectory),
  bindReading(listDomains),
  bindReading(listNotices),
  bindReading(listPackages),
  bindReading(listPendingDomains),
  bindReading(showAccount),
  bindReading(showSupport),
  bindReading(tellWhoIAm),
  ...policyActions,
  ...alterationActions,
  ...webActions,
];

/** Those of a connection, or of a guide, for which none were chosen. */
export const usualActions: readonly BoundAction[] = actions.filter(({ isUsual }) => isUsual);

/** Throws `bad-usage` for a name that is no action. */
export function findAction(name: string): BoundAction {
  const action = actions.find((candidate) => candidate.name === name);
  if (action !== undefined) return action;
  const names = findNearest(
    name,
    actions.map((candidate) => candidate.name),
  );
  throw new PosternError(
    "bad-usage",
    `There is no action "${name}". Near: ${names.join(", ")}. \`postern actions\` lists all.`,
  );
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
