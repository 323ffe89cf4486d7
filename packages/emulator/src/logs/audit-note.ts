import { formatUtc } from "../clicks/click-row.js";
import { accountOffset } from "../traffic/calendar.js";
import type { Random } from "../traffic/random.js";
import type { LogEntry } from "./row-maker.js";
import { secureId } from "./secure-id.js";

/** The ways in which the vendor ends `eventInfo`. */
type Layout = "commas" | "zone name" | "spaces" | "bare";

/** The kinds of audit events, by the code a search names them with. The codes are the vendor's as far as they were seen. */
export const auditCategories = {
  account_logs: "Account Logs",
  archive_service_logs: "Archive Service Logs",
  authentication_logs: "Authentication Logs",
  case_review_logs: "Case Review Logs",
  held_message_logs: "Held Message Logs",
  policy_logs: "Policy Logs",
  profile_group_logs: "Profile Group Logs",
  reporting_logs: "Reporting Logs",
  url_protect_logs: "URL Protect Logs",
  user_account_and_role_logs: "User Account and Role Logs",
} as const;
export type AuditCategory = keyof typeof auditCategories;

/** Something that was done, before it is written in the log's words. */
export interface AuditNote {
  readonly time: number;
  readonly auditType: string;
  /** Empty for what the system did by itself. */
  readonly user: string;
  readonly info: string;
  readonly address: string | null;
  readonly application: string;
  readonly category: AuditCategory;
  readonly layout: Layout;
  /** What some kinds have behind the application. */
  readonly tail?: string;
}

export function writeAuditEntry(note: AuditNote, random: Random): LogEntry {
  const { time, auditType, user, category } = note;
  const eventInfo = `${note.info}${writeEnding(note)}${note.tail ?? ""}`;
  const id = secureId(random);
  return { time, record: { id, auditType, user, eventTime: formatUtc(time), eventInfo, category } };
}

function writeEnding({ time, address, application, layout }: AuditNote): string {
  const utc = formatUtc(time);
  const local = formatUtc(time + accountOffset.ms);
  const day = utc.slice(0, 10);
  const clock = utc.slice(11, 19);
  const from = address ?? "";
  switch (layout) {
    case "bare":
      return "";
    case "commas":
      return `, Date: ${day}, Time: ${clock}+0000, IP: ${from}, Application: ${application}`;
    case "zone name":
      return `, Date: ${local.slice(0, 10)}, Time: ${local.slice(11, 19)} CET, IP: ${from}, Application: ${application}`;
    case "spaces":
      return ` Date: ${local.slice(0, 10)} Time: ${local.slice(11, 19)} ${accountOffset.text} IP: ${from} Application: ${application}`;
  }
}
