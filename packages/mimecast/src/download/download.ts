import { Readable } from "node:stream";
import { MimecastError } from "../errors/index.js";
import { type ClientContext, failWithFault, pause, planRetry, type RetryPlan } from "../exchange/index.js";
import {
  describeFault,
  describeUrl,
  type Headers,
  limitBytes,
  type OpenAnswer,
  TransportFault,
} from "../transport/index.js";
import { refuseDownload } from "./refuse-download.js";
import type { Download, DownloadRequest } from "./types.js";

/** Opens a presigned file and hands it out as soon as its first bytes are there. */
export async function downloadFile(
  context: ClientContext,
  link: string,
  request: DownloadRequest = {},
): Promise<Download> {
  const url = readLink(link);
  const { signal } = request;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openFile(context, { url, signal, attempt });
    } catch (error) {
      if (!(error instanceof MimecastError)) throw error;
      const { attempts, maxWaitMs, random } = context;
      const flags = { hasRenewed: true, hasRetriedKey: true };
      const plan = planRetry({ error, attempt, attempts, maxWaitMs, random, ...flags });
      const waitMs = measurePause(plan, error);
      if (waitMs === null) throw error;
      context.emit({
        type: "request.retried",
        at: context.now(),
        operation: null,
        attempt,
        kind: error.kind,
        waitMs,
      });
      await pause(context, { waitMs, name: null, signal });
    }
  }
}

/** A download has no budget to wait for: it waits by itself. */
function measurePause(plan: RetryPlan, error: MimecastError): number | null {
  if (plan.action === "wait") return plan.waitMs;
  return plan.action === "wait-for-budget" ? (error.retryAfterMs ?? 0) : null;
}

interface Opening {
  readonly url: URL;
  readonly signal?: AbortSignal | undefined;
  readonly attempt: number;
}

async function openFile(context: ClientContext, opening: Opening): Promise<Download> {
  const requestId = context.createRequestId();
  const trace = {
    operation: null,
    url: describeUrl(opening.url),
    attempt: opening.attempt,
    requestId,
  };
  const startedAt = context.now();
  context.emit({ type: "request.started", at: startedAt, ...trace });
  try {
    const answer = await context.transport.open({
      method: "GET",
      url: opening.url,
      // identity: what is stored is gzip already, and it must arrive as it is. No authorization: the URL has its own.
      headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": context.userAgent },
      signal: opening.signal,
    });
    const { status, headers } = answer;
    const durationMs = context.now() - startedAt;
    context.emit({
      type: "request.answered",
      at: context.now(),
      ...trace,
      httpStatus: status,
      durationMs,
      sizeBytes: null,
    });
    if (status !== 200) throw await refuseDownload(context, { answer, requestId });
    const sizeBytes = readSize(headers);
    if (sizeBytes !== null && sizeBytes > context.maxDownloadBytes) {
      answer.stream.destroy();
      answer.finish();
      throw new TransportFault({
        kind: "too-large",
        systemCode: null,
        reason: "the file is too large",
        isSent: true,
      });
    }
    return { body: await startBody(context, { answer, requestId }), sizeBytes };
  } catch (thrown) {
    const error = toError(context, { thrown, requestId, isAborted: opening.signal?.aborted ?? false });
    const { kind, httpStatus, vendorCodes, systemCode } = error;
    const seen = { kind, httpStatus, vendorCodes, systemCode };
    context.emit({ type: "request.failed", at: context.now(), ...trace, ...seen });
    throw error;
  }
}

/** Waits for the first bytes, so that a connection that dies before them can still be repeated. */
async function startBody(
  context: ClientContext,
  known: { answer: OpenAnswer; requestId: string },
): Promise<Readable> {
  const { answer, requestId } = known;
  const pieces = limitBytes(answer.stream, context.maxDownloadBytes);
  let first: IteratorResult<Buffer>;
  try {
    first = await pieces.next();
  } catch (error) {
    answer.finish();
    throw new TransportFault(describeFault(error, answer.isAborted()), error);
  }
  async function* passOn(): AsyncGenerator<Buffer> {
    try {
      if (first.done !== true) yield first.value;
      yield* pieces;
    } catch (thrown) {
      throw toError(context, { thrown, requestId, isAborted: answer.isAborted() });
    }
  }
  const body = Readable.from(passOn(), { objectMode: false });
  // Not in the generator: one that was never read from doesn't run its finally.
  body.once("close", () => {
    answer.stream.destroy();
    answer.finish();
  });
  return body;
}

function toError(
  context: ClientContext,
  known: { thrown: unknown; requestId: string; isAborted: boolean },
): MimecastError {
  const { thrown, requestId, isAborted } = known;
  if (thrown instanceof MimecastError) return thrown;
  const fault =
    thrown instanceof TransportFault ? thrown : new TransportFault(describeFault(thrown, isAborted), thrown);
  return failWithFault(context, { operation: null, name: null, requestId, thrown: fault });
}

function readLink(link: string): URL {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw new MimecastError({ kind: "rejected", message: "download: the link is not an http or https URL" });
}

function readSize(headers: Headers): number | null {
  const text = headers["content-length"];
  const size = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
}
