import { minuteMs } from "../clock/spans.js";
import type { Emulation } from "../tenant/emulation.js";
import { threatTypes } from "../threats/detections.js";
import {
  countSeries,
  placeBucket,
  rankThreats,
  type SeriesName,
  seriesNames,
  statisticsReachMs,
  writeBucket,
} from "../threats/statistics.js";
import { answerJson } from "../wire/answer.js";
import { type Question, readMoment, readQuestion, refuseQuery } from "./cursor-pages.js";
import type { Handler } from "./handler.js";
import { cutCursorPage } from "./list-pages.js";

/**
 * Answers a series of detections, in buckets, in the zone of the start. Guessed: their length (`statisticsMinutes`),
 * that they begin with the hour, and what comes of asking for more than 24 hours ago (`oldStatistics`).
 */
function serveSeries(name: SeriesName): Handler {
  return (call, emulation) => {
    const question = readQuestion(call, emulation);
    checkReach(question, emulation);
    const zone = readMoment(call, "timestampRangeStartsAt")?.zone ?? "UTC";
    const type = name === "gateway-detections" ? call.query.get("type") : null;
    if (type !== null && !threatTypes.some((candidate) => candidate === type))
      refuseQuery("type", `must be one of ${threatTypes.join(", ")}`);
    const buckets = countSeries(name, emulation.logs, {
      ...question,
      type,
      bucketMs: emulation.guesses.statisticsMinutes * minuteMs,
    });
    const order = seriesNames.indexOf(name);
    const rows = type === null ? buckets.map((bucket) => placeBucket(bucket, { name, order })) : [];
    const sent = () => emulation.served.addRows("2.0", { feed: "threat-statistics", rows });
    return answerJson({ value: buckets.map((bucket) => writeBucket(bucket, zone)) }, { sent });
  };
}

function checkReach({ from, now }: Question, { guesses }: Emulation): void {
  if (guesses.oldStatistics === "refused" && from < now - statisticsReachMs)
    refuseQuery("timestampRangeStartsAt", "must be within the last 24 hours");
}

export const countAttachmentScans = serveSeries("attachment-scans");
export const countGatewayDetections = serveSeries("gateway-detections");
export const countImpersonations = serveSeries("impersonations");
export const countPhishing = serveSeries("phishing");
export const countSuspicious = serveSeries("suspicious");
export const countUnwanted = serveSeries("unwanted");
export const countUrlClicks = serveSeries("url-clicks");

function serveRanking(by: "recipient" | "sender"): Handler {
  return (call, emulation) => {
    const question = readQuestion(call, emulation);
    checkReach(question, emulation);
    const ranking = rankThreats(by, emulation.logs, question);
    const { rows, meta } = cutCursorPage(ranking, { call, emulation, kind: `threats-by-${by}` });
    return answerJson({ value: rows, meta });
  };
}

export const rankByRecipient = serveRanking("recipient");
export const rankBySender = serveRanking("sender");
