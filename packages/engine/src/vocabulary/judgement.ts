/** What became of a mail, a click or a file, whatever word the vendor has for it. */
export type Disposition =
  | "allowed"
  | "blocked"
  | "rejected"
  | "dropped"
  | "quarantined"
  | "delayed"
  | "warned"
  | "detected"
  | "tagged"
  | "filed"
  | "notified"
  | "secured"
  | "isolated"
  | "deleted"
  | "restored"
  | "logged"
  | "other";

/** 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical: the scale of OCSF. */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5;

/** What a record comes to: the same judgement stands behind its ECS and its OCSF form. */
export interface Judgement {
  /** Null where nothing was decided, as in a journal line. */
  readonly disposition: Disposition | null;
  readonly severity: Severity;
  /** A control found something: an alert, not only an activity. */
  readonly isFinding: boolean;
  readonly outcome: "success" | "failure" | "unknown";
}

/** The vendor's words for what was done, in lower case (API feed reference, sections 5.1 to 5.12). */
const dispositions: ReadonlyMap<string, Disposition> = new Map([
  ["acc", "allowed"],
  ["allow", "allowed"],
  ["continue", "allowed"],
  ["delivered", "allowed"],
  ["delivery_in_progress", "allowed"],
  ["rej", "rejected"],
  ["reject", "rejected"],
  ["rejected", "rejected"],
  ["bnc", "rejected"],
  ["bounce", "rejected"],
  ["ign", "dropped"],
  ["hld", "quarantined"],
  ["hold", "quarantined"],
  ["held", "quarantined"],
  ["quarantined", "quarantined"],
  ["sdbx", "delayed"],
  ["sandboxed", "delayed"],
  ["deferred", "delayed"],
  ["block", "blocked"],
  ["blocked", "blocked"],
  ["warn", "warned"],
  ["browser isolation", "isolated"],
  ["notification", "notified"],
  ["notify", "notified"],
  ["smart_tag", "filed"],
  ["smart_folder", "filed"],
  ["secure_messaging", "secured"],
  ["secure_delivery", "secured"],
  ["delete", "deleted"],
  ["released", "restored"],
  ["release", "restored"],
  ["user release", "quarantined"],
  ["none", "detected"],
]);

/** What the vendor's word stands for; `other` for a word we don't know, null for none. */
export function dispositionOf(word: string | undefined): Disposition | null {
  if (word === undefined) return null;
  return dispositions.get(word.toLowerCase()) ?? "other";
}

const stopping: ReadonlySet<Disposition> = new Set([
  "blocked",
  "rejected",
  "dropped",
  "quarantined",
  "deleted",
]);

/** Whether it kept the mail or the page away from whom it was for. */
export function isStopped(disposition: Disposition | null): boolean {
  return disposition !== null && stopping.has(disposition);
}

/** The word for whether a mail was delivered, where the vendor has none. */
export function nameDelivery(delivered: boolean): string {
  return delivered ? "delivered" : "not-delivered";
}
