import type { LogRow } from "../logs/log-row.js";
import type { Emulation } from "../tenant/emulation.js";
import { findDetails } from "../threats/detections.js";
import { describeReport } from "../threats/reports.js";
import { answerJson, Refusal } from "../wire/answer.js";
import { wireErrors } from "../wire/errors.js";
import { refuseQuery, serveCursor } from "./cursor-pages.js";
import type { Handler } from "./handler.js";
import { cutCursorPage } from "./list-pages.js";

/** Answers a page of detections, with bounds like those of the statistics: a guess. */
export const listThreatEvents = serveCursor({ feed: "threat-events" });

/** Answers a page of what was found in one detection. */
export const getThreatDetails: Handler = (call, emulation) => {
  if (call.query.get("source") !== "EMAIL") return refuseQuery("source", "must be EMAIL");
  const id = call.pathIds[0] ?? "";
  const { fields } = findById(emulation, { feed: "threat-events", kind: "threat-event", field: "id", id });
  const details = findDetails(fields, emulation.traffic);
  const { rows, meta } = cutCursorPage(details, { call, emulation, kind: "threat-details" });
  return answerJson({ value: rows, meta });
};

/** Answers a page of the mails people reported; bounds as for detections. */
export const listReportedEmails = serveCursor({ feed: "reported-emails" });

/** Answers one reported mail, and what the analysts said of it. */
export const getReportedEmail: Handler = (call, emulation) => {
  const { fields } = findById(emulation, {
    feed: "reported-emails",
    kind: "reported-email",
    field: "reportedMessageAggregateId",
    id: call.pathIds[0] ?? "",
  });
  return answerJson(describeReport(fields, emulation.clock.now()));
};

/** The row with an id; the id holds its time. */
function findById(
  emulation: Emulation,
  about: {
    readonly feed: "threat-events" | "reported-emails";
    readonly kind: string;
    readonly field: string;
    readonly id: string;
  },
): LogRow {
  const { feed, kind, field, id } = about;
  const [time] = emulation.mint.open(kind, id) ?? [];
  if (typeof time === "number") {
    const scan = { oldestFirst: true, after: null, now: emulation.clock.now() };
    for (const row of emulation.logs[feed].scan({ ...scan, from: time - 1000, until: time })) {
      if (row.fields[field] === id) return row;
    }
  }
  throw new Refusal(wireErrors.restNotFound(kind));
}
