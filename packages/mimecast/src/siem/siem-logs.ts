import { assertGeneration } from "../calls/index.js";
import { readText } from "../envelope/index.js";
import { type Caller, type ClientContext, perform, type Reply, readAnswer } from "../exchange/index.js";
import type { HttpAnswer } from "../transport/index.js";
import { readFileName } from "./file-name.js";
import type { SiemLogsAnswer, SiemLogsRequest } from "./siem-logs-types.js";

const name = "siem.get-logs";

/** Reads the next link of the API 1.0 SIEM log chain (integrations.mimecast.com, "Get SIEM Logs"). */
export async function readSiemLogs(caller: Caller, request: SiemLogsRequest = {}): Promise<SiemLogsAnswer> {
  const { context, authorize } = caller;
  assertGeneration(context, name);
  const { token, compress = true, signal } = request;
  const item = { type: "MTA", fileFormat: "json", compress, ...(token === undefined ? {} : { token }) };
  return perform(context, {
    name,
    body: { text: JSON.stringify({ data: [item] }), contentType: "application/json" },
    accept: "*/*",
    authorize,
    signal,
    read: (reply) => readReply(context, reply, { isCursorSent: token !== undefined }),
  });
}

function readReply(context: ClientContext, reply: Reply, known: { isCursorSent: boolean }): SiemLogsAnswer {
  const { answer, requestId } = reply;
  const nextToken = readText(answer.headers["mc-siem-token"]);
  if (isFile(answer)) {
    const fileName = readFileName(answer.headers["content-disposition"]);
    return { kind: "file", fileName, bytes: answer.bytes, nextToken, requestId };
  }
  // Not a file: the end of the chain, or a failure, which readAnswer throws.
  readAnswer(context, reply, { isCursorSent: known.isCursorSent, partial: false });
  return { kind: "end", nextToken, requestId };
}

/** An attachment is a file, and so are bytes that claim to be neither JSON nor a web page. */
export function isFile(answer: HttpAnswer): boolean {
  if (answer.status !== 200) return false;
  if (/^\s*attachment\b/i.test(answer.headers["content-disposition"] ?? "")) return true;
  const isBinary = /^\s*application\/(octet-stream|zip|x-zip-compressed|gzip)\b/i;
  return answer.bytes.length > 0 && isBinary.test(answer.headers["content-type"] ?? "");
}
