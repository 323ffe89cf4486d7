import { threatTypes } from "../threats/detections.js";
import {
  countSeries,
  placeBucket,
  rankThreats,
  type SeriesName,
  seriesNames,
  writeBucket,
} from "../threats/statistics.js";
import { answerJson } from "../wire/answer.js";
import { readMoment, readQuestion, refuseQuery } from "./cursor-pages.js";
import type { Handler } from "./handler.js";
import { cutCursorPage } from "./list-pages.js";

/**
 * Answers a series of detections, an hour a bucket, in the zone of the start. Guessed: the length of a bucket, that
 * buckets begin with the hour, and that what is asked of more than 24 hours ago is left out.
 */
function serveSeries(name: SeriesName): Handler {
  return (call, emulation) => {
    const question = readQuestion(call, emulation);
    const zone = readMoment(call, "timestampRangeStartsAt")?.zone ?? "UTC";
    const type = name === "gateway-detections" ? call.query.get("type") : null;
    if (type !== null && !threatTypes.some((candidate) => candidate === type))
      refuseQuery("type", `must be one of ${threatTypes.join(", ")}`);
    const buckets = countSeries(name, emulation.logs, { ...question, type });
    const order = seriesNames.indexOf(name);
    const rows = type === null ? buckets.map((bucket) => placeBucket(bucket, { name, order })) : [];
    const sent = () => emulation.served.addRows("2.0", { feed: "threat-statistics", rows });
    return answerJson({ value: buckets.map((bucket) => writeBucket(bucket, zone)) }, { sent });
  };
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
    const ranking = rankThreats(by, emulation.logs, readQuestion(call, emulation));
    const { rows, meta } = cutCursorPage(ranking, { call, emulation, kind: `threats-by-${by}` });
    return answerJson({ value: rows, meta });
  };
}

export const rankByRecipient = serveRanking("recipient");
export const rankBySender = serveRanking("sender");
