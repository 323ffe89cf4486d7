import type { FormDocument, FormEvent, OcsfKind } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, type Meaning, telling } from "../../vocabulary/index.js";
import type { Disposition, Judgement } from "../../vocabulary/judgement.js";
import type { VendorRecord } from "../feed.js";
import { readText } from "../values/text.js";

const kept = { keep: true } as const;

/** Forms of the log of held messages that were decided about. SIEMs know its records whole, under `mimecast`. */
export const heldReleaseForms: FeedForms = {
  dataset: "mimecast.held-releases",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId", undefined, kept),
    telling("status", "action", "What became of it: released or rejected.", kept),
    telling("released", "time", "When it was decided, whichever way.", kept),
    telling("heldReason", "reason", "Why it was held.", kept),
    telling("rejectReason", "reason", "Why it was rejected; may stand in released ones too.", kept),
    telling("operator", "actor", "Who decided.", kept),
    telling("fromEnv.emailAddress", "sender", undefined, kept),
    telling("fromEnv.displayableName", "senderName", undefined, kept),
    telling("fromHdr.emailAddress", "headerSender", undefined, kept),
    telling("fromHdr.displayableName", "senderName", undefined, kept),
    telling("to", "recipients", "Recipients, each with address and display name.", { ...kept, type: "json" }),
    telling("subject", "subject", undefined, kept),
    telling("route", "direction", undefined, kept),
    telling("policy", "policy", "Policy that held it.", kept),
    telling("size", "messageSize", undefined, kept),
    telling("spamScore", "spamScore", undefined, kept),
    telling("spamProcessingDetail", "spamDetail", undefined, kept),
    field("detectionLevel", "text", "How strictly it was scanned for spam: moderate, aggressive, …"),
    field("heldGroup", "text", "Group whose members may decide."),
    field("messageInfo", "text", "What the gateway noted of the message."),
    field("attachments", "flag", "Whether it has attachments."),
  ],
  refine(meaning, record) {
    const rejection = readText(record["rejectReason"]) ?? undefined;
    if (meaning.action === "rejected") meaning.reason = rejection ?? meaning.reason;
  },
  judge: ({ meaning }) => judgeDecision(meaning.action),
  ecs: () => ({ category: ["email"] }),
  ocsfClasses: () => [ocsfClasses.emailActivity],
  ocsf: ({ meaning }) => describeDecision(meaning.action),
  finishEcs: relatePeople,
};

/** Forms of the list of messages that are held: an event's type says what became of the message. */
export const heldMessageForms: FeedForms = {
  dataset: "mimecast.held-messages",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling("dateReceived", "time", "When it came in.", kept),
    telling("reason", "reason", "Why it is held, in words."),
    field("reasonCode", "text", "Why it is held, as a code: `default_spam_scan`."),
    field("reasonId", "text", "Why it is held, as another code: `spam_scan`."),
    telling("policyInfo", "policy", "Policy that held it."),
    telling("from.emailAddress", "sender"),
    telling("from.displayableName", "senderName"),
    telling("fromHeader.emailAddress", "headerSender"),
    telling("fromHeader.displayableName", "senderName"),
    telling("to.emailAddress", "recipients"),
    telling("to.displayableName", "recipientName"),
    telling("subject", "subject"),
    telling("route", "direction"),
    telling("size", "messageSize"),
    field("hasAttachments", "flag", "Whether it has attachments."),
  ],
  refine(meaning, _record, type) {
    meaning.action = isWaiting(type) ? "held" : type;
  },
  judge: ({ type }) =>
    isWaiting(type)
      ? { disposition: "quarantined", severity: 2, isFinding: type === "arrived", outcome: "success" }
      : judgeDecision(type),
  ecs: () => ({ category: ["email"] }),
  ocsfClasses: () => [ocsfClasses.emailActivity],
  ocsf: ({ type }) =>
    isWaiting(type) ? { classUid: ocsfClasses.emailActivity, activityId: 3 } : describeDecision(type),
};

/** A message that arrived in the list, or changed in it, still waits for somebody's decision. */
function isWaiting(type: string): boolean {
  return type === "arrived" || type === "changed";
}

const decisions: ReadonlyMap<string, readonly [Disposition, activity: string]> = new Map([
  ["released", ["restored", "Hold Release"]],
  ["rejected", ["rejected", "Hold Reject"]],
  ["expired", ["deleted", "Hold Expiry"]],
]);

function judgeDecision(word: string | undefined): Judgement {
  const [disposition] = decisions.get(word ?? "") ?? [null];
  const outcome = disposition === null ? "unknown" : "success";
  return { disposition, severity: 2, isFinding: false, outcome };
}

/** A message that left the list, and nobody says how, was released, rejected or expired. */
function describeDecision(word: string | undefined): OcsfKind {
  const [, activityName] = decisions.get(word ?? "") ?? [null, "Hold End"];
  return { classUid: ocsfClasses.emailActivity, activityId: 99, activityName };
}

/** Everybody of the message by every name, and their domains. */
function relatePeople(document: FormDocument, { meaning, record }: FormEvent): void {
  const accounts = [meaning.actor, meaning.sender, meaning.headerSender, ...(meaning.recipients ?? [])];
  const users = new Set<string>();
  const hosts = new Set<string>();
  for (const account of accounts) {
    if (account === undefined) continue;
    users.add(account);
    const at = account.lastIndexOf("@");
    if (at < 1 || at === account.length - 1) continue;
    users.add(account.slice(0, at));
    hosts.add(account.slice(at + 1).toLowerCase());
  }
  for (const name of namesIn(meaning, record)) users.add(name);
  if (users.size === 0) return;
  const related = document["related"];
  document["related"] = {
    ...(typeof related === "object" ? related : {}),
    user: [...users],
    ...(hosts.size === 0 ? {} : { hosts: [...hosts] }),
  };
}

function namesIn({ senderName }: Meaning, record: VendorRecord): readonly string[] {
  const { to } = record;
  const recipients: readonly unknown[] = Array.isArray(to) ? to : [to];
  const names = recipients.map((recipient) =>
    typeof recipient === "object" && recipient !== null && "displayableName" in recipient
      ? readText(recipient.displayableName)
      : null,
  );
  return [senderName ?? null, ...names].filter((name) => name !== null);
}
