import type { FormEvent } from "../../forms/event.js";
import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { type Field, field, telling } from "../../vocabulary/index.js";
import { dispositionOf, type Judgement, type Severity } from "../../vocabulary/judgement.js";
import { describeState, judgeState, metric, stateClasses } from "../judging/state-forms.js";

/*
 * Nobody has published records of these lists. The names are those that API 2.0 has for the same things in its mail
 * events, and others that are plausible; whatever comes by another name is kept under it.
 */

const times = (names: readonly string[], meaning: string): readonly Field[] =>
  names.map((name) => telling(name, "time", meaning));

/** Forms of the list of detections. */
export const threatEventForms: FeedForms = {
  dataset: "mimecast.threat-events",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling("detectionId", "recordId"),
    telling("aggregateId", "traceId"),
    ...times(
      ["timestamp", "detectionTime", "eventTime", "dateTime", "createdAt", "date"],
      "When it was detected.",
    ),
    telling("threatType", "verdict", "What was detected: malware, phishing, impersonation, …"),
    telling("action", "action", "What was done with the mail."),
    telling("direction", "direction"),
    telling("senderEnvelope", "sender"),
    telling("sender", "sender"),
    telling("senderHeader", "headerSender"),
    telling("senderIp", "sourceIp"),
    telling("sourceIp", "sourceIp"),
    telling("recipients", "recipients"),
    telling("recipient", "recipients"),
    telling("subject", "subject"),
    telling("messageId", "messageId"),
    field("source", "text", "Where it was detected: EMAIL."),
  ],
  judge: ({ meaning }) => ({
    disposition: dispositionOf(meaning.action) ?? "detected",
    severity: severities.get(meaning.verdict?.toLowerCase() ?? "") ?? 3,
    isFinding: true,
    outcome: "success",
  }),
  ecs: ({ meaning }) => ({ category: isMalware(meaning.verdict) ? ["email", "malware"] : ["email"] }),
  ocsf: ({ meaning }) => ({
    classUid: ocsfClasses.detectionFinding,
    activityId: 1,
    title: `Threat: ${meaning.verdict ?? "kind not named"}`,
  }),
  ocsfClasses: () => [ocsfClasses.detectionFinding],
};

const severities: ReadonlyMap<string, Severity> = new Map([
  ["malware", 4],
  ["unwanted", 2],
  ["spam", 2],
]);

function isMalware(verdict: string | undefined): boolean {
  return /malware|virus/i.test(verdict ?? "");
}

/** Forms of how many detections of a kind there were. */
export const threatStatisticForms: FeedForms = {
  dataset: "mimecast.threat-statistics",
  product: gatewayProduct,
  fields: [
    telling("startTimestamp", "time", "When the span begins that was counted."),
    field("detectionCount", "number", "How many there were."),
  ],
  derived: [
    field("(call it came by)", "text", "What was counted: phishing, url-clicks, …", { as: "series" }),
  ],
  refine(meaning, _record, type) {
    // Only the call it came by tells what was counted; the event is of that type.
    meaning.rest["series"] = type;
  },
  judge: () => judgeState,
  ecs: () => metric,
  ocsf: () => describeState("Threat Statistics"),
  ocsfClasses: stateClasses,
};

/** Forms of the mails that users reported. */
export const reportedEmailForms: FeedForms = {
  dataset: "mimecast.reported-emails",
  product: gatewayProduct,
  fields: [
    telling("reportedMessageAggregateId", "recordId"),
    ...times(
      ["reportedDateTime", "reportedAt", "reportedTime", "createdAt", "timestamp"],
      "When it was reported.",
    ),
    telling("reporter", "actor", "Who reported it."),
    telling("reportType", "reason", "What for: PHISHING, SPAM, …"),
    telling("sender", "headerSender"),
    telling("from", "headerSender"),
    telling("recipients", "recipients"),
    telling("subject", "subject"),
    telling("messageId", "messageId"),
    telling("verdict", "verdict", "What analysts found: MALICIOUS, SAFE, …"),
    field("receivedDateTime", "time", "When the mail came."),
    telling("analysis.verdict", "verdict", "What analysts found: MALICIOUS, SAFE, …"),
    field("analysis.status", "text", "How far the analysis has come."),
    field("analysis.dateTime", "time", "When it was done."),
  ],
  refine(meaning) {
    meaning.action = "reported";
  },
  judge: judgeReport,
  ecs: () => ({ category: ["email"] }),
  ocsf: (_event, { isFinding }) =>
    isFinding
      ? { classUid: ocsfClasses.detectionFinding, activityId: 1, title: "Reported mail, found malicious" }
      : { classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "Report" },
  ocsfClasses: () => [ocsfClasses.emailActivity, ocsfClasses.detectionFinding],
};

/** A user's suspicion is not yet a finding; an analyst's verdict is. */
function judgeReport({ meaning }: FormEvent): Judgement {
  const isFinding = meaning.verdict?.toLowerCase() === "malicious";
  return { disposition: null, severity: isFinding ? 3 : 2, isFinding, outcome: "success" };
}
