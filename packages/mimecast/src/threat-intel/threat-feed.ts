import { assertGeneration } from "../calls/index.js";
import { decodeBody, readText } from "../envelope/index.js";
import { type Caller, type ClientContext, perform, type Reply, readAnswer } from "../exchange/index.js";
import { isFile, readFileName } from "../siem/index.js";
import type { ThreatFeedAnswer, ThreatFeedRequest } from "./threat-feed-types.js";

const name = "ttp.threat-intel.get-feed";

/** How an answer without objects is told: as a failure, inside HTTP 200. */
const endCode = "err_threat_intel_feed_no_result_found";

/** Of an answer that claims to be JSON, this much tells a bundle from an envelope. */
const sniffedBytes = 4096;

/** Reads the next part of a threat feed (integrations.mimecast.com, "Get Feed"). */
export async function readThreatFeed(caller: Caller, request: ThreatFeedRequest): Promise<ThreatFeedAnswer> {
  const { context, authorize } = caller;
  assertGeneration(context, name);
  const { feedType, fileType = "stix", compress = true, token, start, end, signal } = request;
  const place =
    token === undefined
      ? { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
      : { token };
  return perform(context, {
    name,
    body: {
      text: JSON.stringify({ data: [{ feedType, fileType, compress, ...place }] }),
      contentType: "application/json",
    },
    accept: "*/*",
    authorize,
    signal,
    read: (reply) => readReply(context, reply, { isCursorSent: token !== undefined }),
  });
}

function readReply(context: ClientContext, reply: Reply, known: { isCursorSent: boolean }): ThreatFeedAnswer {
  const { answer, requestId } = reply;
  const nextToken = readText(answer.headers["x-mc-threat-feed-next-token"]);
  if (isFile(answer) || isBundle(reply)) {
    const fileName = readFileName(answer.headers["content-disposition"]);
    return { kind: "file", fileName, bytes: answer.bytes, nextToken, requestId };
  }
  // Neither a file nor the end is a failure, which readAnswer throws.
  if (!isEnd(reply)) readAnswer(context, reply, { isCursorSent: known.isCursorSent, partial: false });
  return { kind: "end", nextToken, requestId };
}

/** A bundle comes as plain JSON too, without a file name. */
function isBundle({ answer }: Reply): boolean {
  if (answer.status !== 200) return false;
  const head = answer.bytes.toString("utf8", 0, sniffedBytes);
  return /"type"\s*:\s*"bundle"|"objects"\s*:\s*\[/.test(head);
}

function isEnd({ answer }: Reply): boolean {
  if (answer.status !== 200) return false;
  const decoded = decodeBody(answer.bytes);
  if (decoded.form !== "json" || decoded.fail.length === 0) return false;
  return decoded.fail.every(({ errors }) => errors.every(({ code }) => code === endCode));
}
