import { whoCalls } from "../administration/caller.js";
import type { HashBatch } from "../console/hash-list.js";
import type { ManagedSender } from "../console/managed-senders.js";
import { composeUrl, type ManagedUrl } from "../console/managed-urls.js";
import type { Call } from "../handlers/handler.js";
import type { PolicyFamily } from "../policies/families.js";
import type { PolicyScope } from "../policies/policy.js";
import type { Emulation } from "../tenant/emulation.js";
import { mix, Random } from "../traffic/random.js";
import { type AuditCategory, writeAuditEntry } from "./audit-note.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

/** What was changed through the API or at the console, by hand so to say: it stands in the audit log beside the generated events. */
export class AuditTrail {
  private readonly entries: LogEntry[] = [];

  readonly between: EntryMaker = (from, until) =>
    this.entries.filter(({ time }) => time >= from && time < until);

  add(makeEntry: (random: Random) => LogEntry): void {
    this.entries.push(makeEntry(new Random(mix(0xa0d17, this.entries.length, 0x1d))));
  }
}

/** A call of the API, or somebody at the console. */
type Who = { readonly emulation: Emulation } & ({ readonly call: Call } | { readonly actor: string });

export type PolicyChange = "New Policy" | "Existing Policy Changed" | "Policy Deleted";

export function notePolicy(
  what: PolicyChange,
  { family, policy }: { readonly family: Pick<PolicyFamily, "title">; readonly policy: PolicyScope },
  who: Who,
): void {
  const from = policy.from.emailAddress ?? policy.from.emailDomain ?? policy.from.type;
  const to = policy.to.emailAddress ?? policy.to.emailDomain ?? policy.to.type;
  const info = `${family.title} - ${policy.description}, From: ${from}, To: ${to}`;
  note({ auditType: what, info, category: "policy_logs" }, who);
}

export type DefinitionChange =
  | "New Policy Definition"
  | "Existing Policy Definition Changed"
  | "Policy Definition Deleted";

/** What policies apply, named with its kind; the kinds of change are guessed after those of policies. */
export function noteDefinition(what: DefinitionChange, name: string, who: Who): void {
  note({ auditType: what, info: name, category: "policy_logs" }, who);
}

export function noteManagedUrl(
  what: "Managed URL Created" | "Managed URL Deleted",
  entry: Pick<ManagedUrl, "scheme" | "domain" | "port" | "path" | "queryString" | "action" | "matchType">,
  who: Who,
): void {
  const info = `Managed URL - ${composeUrl(entry)}, Action: ${entry.action}, Match: ${entry.matchType}`;
  note({ auditType: what, info, category: "url_protect_logs" }, who);
}

/** Kind, category and words are guessed: that such changes are audited is known. */
export function noteManagedSender(
  what: "Managed Sender Updated" | "Managed Sender Deleted",
  { sender, to, type }: Pick<ManagedSender, "sender" | "to" | "type">,
  who: Who,
): void {
  const info = `Managed sender - ${sender}, To: ${to}, Type: ${type}`;
  note({ auditType: what, info, category: "account_logs" }, who);
}

/** As it was seen of what puts mail back; that what takes it away is told so too is guessed. */
export function noteRemediation(what: "remove" | "restore", code: string, who: Who): void {
  const info = `${what === "restore" ? "Restore " : ""}Remediation Incident Created -  ${code}, type : ${what}`;
  note({ auditType: "Remediation Incident Adjustment", info, category: "account_logs" }, who);
}

/** What can be changed about people, addresses and domains. */
type DirectoryChange =
  | "User Created"
  | "User Settings Updated"
  | "Users Imported"
  | "Alias Updated"
  | "Alias Removed"
  | "Delegate Added"
  | "Delegate Removed"
  | "User Attributes Updated"
  | "Purge List Updated"
  | "Domain Registered"
  | "Domain Verified";

/** Category as for the console's changes of accounts; the kinds are guessed. */
export function noteDirectory(what: DirectoryChange, name: string, who: Who): void {
  note({ auditType: what, info: name, category: "account_logs" }, who);
}

/** Kinds and category are guessed. */
export function noteHashBatch(
  what: "Threat Intelligence Batch Created" | "Threat Intelligence Batch Deleted",
  { operation, hashes }: Pick<HashBatch, "operation" | "hashes">,
  who: Who,
): void {
  const info = `BYO Threat Intelligence - Operation: ${operation}, Hashes: ${hashes.length}`;
  note({ auditType: what, info, category: "account_logs" }, who);
}

/** Category and kind are guessed. */
export function noteSetting(
  what:
    | "Account Settings Updated"
    | "Directory Sync Started"
    | "User Logged Out"
    | "Email Sent"
    | "Journaling Connector Created"
    | "Journaling Connector Updated"
    | "Journaling Connector Deleted"
    | "Config Snapshot Created"
    | "Config Snapshot Restored",
  info: string,
  who: Who,
): void {
  note({ auditType: what, info, category: "account_logs" }, who);
}

/** Kind and category are guessed. */
export function noteSubscription(url: string, who: Who): void {
  note(
    { auditType: "Webhook Created", info: `Threat reporting webhook ${url}`, category: "account_logs" },
    who,
  );
}

export function noteHold(
  what: "Held Message Released" | "Held Message Rejected",
  id: string,
  who: Who,
): void {
  note({ auditType: what, info: `Held message ${id}`, category: "held_message_logs" }, who);
}

export function noteGroup(
  what: "added to" | "removed from",
  { entry, group }: { readonly entry: string; readonly group: string },
  who: Who,
): void {
  const info = `${entry} ${what} profile group ${group}`;
  note({ auditType: "Folder Log Entry", info, category: "profile_group_logs" }, who);
}

export function noteAdministration(
  change: { readonly auditType: string; readonly category: AuditCategory; readonly info: string },
  who: Who,
): void {
  note(change, who);
}

function note(
  change: { readonly auditType: string; readonly info: string; readonly category: AuditCategory },
  who: Who,
): void {
  const { clock, auditTrail } = who.emulation;
  const time = clock.now();
  const by = describeWho(who);
  auditTrail.add((random) => writeAuditEntry({ ...change, ...by, time, layout: "commas" }, random));
}

function describeWho(who: Who) {
  const { egressAddress } = who.emulation;
  if ("actor" in who) {
    return { user: who.actor, address: egressAddress, application: "Administration Console" };
  }
  const { visitor } = who.call;
  return { ...whoCalls(visitor, who.emulation), address: visitor.address };
}
