import type { Reservation } from "../budget/index.js";
import { type Operation, type OperationName, operation } from "../catalogue/index.js";
import { MimecastError } from "../errors/index.js";
import { describeUrl, type HttpAnswer, TransportFault } from "../transport/index.js";
import type { Authorization, Authorize, ClientContext } from "./context.js";
import { failWithFault } from "./failures.js";

/** One call of an operation: everything that is the same for each attempt. */
export interface Task<Result> {
  readonly name: OperationName;
  /** The operation's path with its ids filled in. Default: the path as the catalogue has it. */
  readonly path?: string | undefined;
  readonly query?: Readonly<Record<string, string | number>> | undefined;
  readonly body?: { readonly text: string; readonly contentType: string } | undefined;
  readonly accept: string;
  /** Null where the operation is called without. */
  readonly authorize: Authorize | null;
  readonly signal?: AbortSignal | undefined;
  /** Reads the answer; throws a MimecastError for one that tells of a failure. */
  readonly read: (reply: Reply) => Result;
}

export interface Reply {
  readonly operation: Operation;
  readonly name: OperationName;
  readonly answer: HttpAnswer;
  readonly requestId: string;
}

/** One attempt: authorize, send, read. Throws a MimecastError, and hands the authorization out for a renewal. */
export async function makeAttempt<Result>(
  context: ClientContext,
  task: Task<Result>,
  at: { attempt: number; reservation: Reservation; onAuthorized: (authorization: Authorization) => void },
): Promise<Result> {
  const entry = operation(task.name);
  const ownRequestId = context.createRequestId();
  const known = { operation: entry, name: task.name };
  const path = task.path ?? entry.path;
  const url = buildUrl(context.baseUrl, { path, query: task.query });
  const trace = { operation: task.name, url: describeUrl(url), attempt: at.attempt };

  let requestId = ownRequestId;
  try {
    const headers = await buildHeaders(context, task, { ...at, requestId: ownRequestId, path });
    const startedAt = context.now();
    context.emit({ type: "request.started", at: startedAt, requestId, ...trace });
    const answer = await context.transport.send(
      { method: entry.method, url, headers, body: task.body?.text, signal: task.signal },
      context.maxAnswerBytes,
    );
    requestId = context.redactor.clean(answer.headers["x-request-id"] ?? "") || ownRequestId;
    context.emit({
      type: "request.answered",
      at: context.now(),
      requestId,
      httpStatus: answer.status,
      durationMs: context.now() - startedAt,
      sizeBytes: answer.bytes.length,
      ...trace,
    });
    context.budget.learn(task.name, answer.headers);
    const result = await task.read({ ...known, answer, requestId });
    // The clock of a proxy that answers in the vendor's place is nobody's business.
    const vendorTime = Date.parse(answer.headers["date"] ?? "");
    if (!Number.isNaN(vendorTime)) context.vendorClock.aheadMs = vendorTime - context.now();
    return result;
  } catch (thrown) {
    if (thrown instanceof TransportFault && !thrown.fault.isSent) at.reservation.giveBack();
    const error =
      thrown instanceof TransportFault ? failWithFault(context, { ...known, requestId, thrown }) : thrown;
    if (error instanceof MimecastError && error.operation === task.name) {
      const { kind, httpStatus, vendorCodes, systemCode } = error;
      const seen = { kind, httpStatus, vendorCodes, systemCode };
      context.emit({ type: "request.failed", at: context.now(), requestId, ...trace, ...seen });
    }
    throw error;
  }
}

async function buildHeaders<Result>(
  context: ClientContext,
  task: Task<Result>,
  known: {
    path: string;
    requestId: string;
    reservation: Reservation;
    onAuthorized: (authorization: Authorization) => void;
  },
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    accept: task.accept,
    "accept-encoding": "gzip",
    "user-agent": context.userAgent,
    "x-mc-req-id": known.requestId,
  };
  if (task.body !== undefined) headers["content-type"] = task.body.contentType;
  if (task.authorize === null) return headers;
  try {
    const { path, requestId } = known;
    const authorization = await task.authorize({ path, requestId, signal: task.signal });
    known.onAuthorized(authorization);
    return { ...headers, ...authorization.headers };
  } catch (error) {
    known.reservation.giveBack();
    throw error;
  }
}

function buildUrl(
  baseUrl: URL,
  target: { path: string; query: Readonly<Record<string, string | number>> | undefined },
): URL {
  const url = new URL(baseUrl);
  url.pathname = baseUrl.pathname.replace(/\/+$/, "") + target.path;
  // Not URLSearchParams: event types hold spaces ("url protect"), and %20 is the spelling every server reads.
  url.search = Object.entries(target.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return url;
}
