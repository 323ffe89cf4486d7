import { readRetryAfter, readThrottleWait } from "../budget/index.js";
import { type ErrorKind, MimecastError } from "../errors/index.js";
import type { ClientContext } from "../exchange/index.js";
import type { OpenAnswer } from "../transport/index.js";

// Enough for the XML error of an object store; nobody needs the rest.
const maxErrorBytes = 16_384;

/** Makes the error of a download that was not answered with the file. */
export async function refuseDownload(
  context: ClientContext,
  known: { answer: OpenAnswer; requestId: string },
): Promise<MimecastError> {
  const { answer } = known;
  const text = await readStart(answer);
  const code = /<Code>([\w.-]{1,100})<\/Code>/.exec(text)?.[1] ?? null;
  const kind = chooseKind(answer.status, code);
  const explained =
    kind === "link-expired" ? "the link is no longer good: list its page again" : "the store refused";
  return new MimecastError({
    kind,
    message: context.redactor.clean(
      `download: ${explained} (HTTP ${answer.status}${code === null ? "" : `, ${code}`})`,
    ),
    httpStatus: answer.status,
    vendorCodes: code === null ? [] : [context.redactor.clean(code)],
    requestId: answer.headers["x-amz-request-id"] ?? known.requestId,
    retryAfterMs:
      kind === "throttled"
        ? readThrottleWait(answer.headers, context.now())
        : readRetryAfter(answer.headers, context.now()),
  });
}

function chooseKind(status: number, code: string | null): ErrorKind {
  // S3 answers 400 ExpiredToken when the credential that signed the link has ended before the link itself.
  if (status === 403 || status === 404 || status === 410 || code === "ExpiredToken") return "link-expired";
  if (status === 429) return "throttled";
  if (status >= 500) return "server-error";
  return status >= 400 ? "rejected" : "unreadable-answer";
}

async function readStart(answer: OpenAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of answer.stream) {
      if (!Buffer.isBuffer(chunk)) break;
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes >= maxErrorBytes) break;
    }
  } catch {
    // The status alone decides; the body was only to name the code.
  } finally {
    answer.stream.destroy();
    answer.finish();
  }
  return Buffer.concat(chunks).toString("utf8");
}
