import type { FormEvent, OcsfKind } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, telling } from "../../vocabulary/index.js";
import type { Disposition, Judgement } from "../../vocabulary/judgement.js";

/** Forms of remediation incidents: mail that had been delivered was found to be harmful, and is taken back. */
export const remediationForms: FeedForms = {
  dataset: "mimecast.remediation-incidents",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling("modified", "time", "When it changed last."),
    telling("create", "time", "When it was made.", { keep: true }),
    field("code", "text", "Code by which people know it: `TR-…`; in OCSF also `command_uid`."),
    telling("type", "action", "How it came about: automatic, manual, notify_only or restored.", {
      keep: true,
    }),
    telling("reason", "reason"),
    field("identified", "number", "How many messages it is about."),
    field("successful", "number", "How many were taken out of mailboxes."),
    field("failed", "number", "How many could not be."),
    field("restored", "number", "How many were put back."),
    telling(
      "searchCriteria.fileHash",
      ["sha256", "sha1", "md5"],
      "Hash of the file that the messages carry.",
      {
        keep: true,
      },
    ),
    telling("searchCriteria.messageId", "messageId", "Message-ID by which they were searched.", {
      keep: true,
    }),
    field("searchCriteria.from", "text", "Sender, or domain of senders, by which they were searched."),
    field("searchCriteria.to", "text", "Recipient by which they were searched."),
    field("searchCriteria.start", "time", "From when on they were searched."),
    field("searchCriteria.end", "time", "Until when they were searched."),
    field("searchCriteria.date", "text", "Span by which they were searched."),
    field("searchCriteria.restoreCode", "text", "Code of the incident that put them back."),
    field("searchCriteria.unremediateCode", "text", "Code of the incident that is undone."),
  ],
  judge,
  ecs: ({ meaning }) => ({ category: meaning.sha256 === undefined ? ["email"] : ["email", "malware"] }),
  ocsf: describeOcsf,
  ocsfClasses: () => [ocsfClasses.remediationActivity],
};

/** Who puts messages back says that they were harmless. */
function judge({ meaning }: FormEvent): Judgement {
  const { action, rest } = meaning;
  const isRestored = action === "restored";
  const counts = [rest["successful"], rest["failed"]].map((count) => (typeof count === "number" ? count : 0));
  const [successful = 0, failed = 0] = counts;
  const disposition: Disposition = isRestored
    ? "restored"
    : action === "notify_only"
      ? "notified"
      : "deleted";
  const outcome = failed === 0 ? "success" : successful === 0 ? "failure" : "unknown";
  return { disposition, severity: isRestored ? 2 : 4, isFinding: !isRestored, outcome };
}

const evict = 2;
const restore = 3;
const detect = 5;

/** OCSF knows a remediation by the command that asked for it: the incident's code. */
function describeOcsf({ meaning }: FormEvent): OcsfKind {
  const { action, rest, recordId } = meaning;
  const activityId = action === "restored" ? restore : action === "notify_only" ? detect : evict;
  const command = rest["code"] ?? recordId;
  const own = command === undefined ? {} : { command_uid: command };
  return { classUid: ocsfClasses.remediationActivity, activityId, own };
}
