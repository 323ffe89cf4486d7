import { readRetryAfter, readThrottleWait } from "../budget/index.js";
import type { Operation, OperationName } from "../catalogue/index.js";
import type { DecodedBody, Failure } from "../envelope/index.js";
import { MimecastError, type MimecastErrorDetails, type Problem, writeMessage } from "../errors/index.js";
import type { Headers, Redactor, TransportFault } from "../transport/index.js";
import type { ClientContext } from "./context.js";

/** What is common to all failures of one attempt. */
export interface AttemptFacts {
  /** Null for a download. */
  readonly operation: Operation | null;
  readonly name: OperationName | null;
  readonly requestId: string;
}

/** Makes the error of an attempt that got no answer. */
export function failWithFault(
  context: ClientContext,
  known: AttemptFacts & { thrown: TransportFault },
): MimecastError {
  const { fault, cause } = known.thrown;
  const subject = known.operation?.name ?? "download";
  const details: MimecastErrorDetails = {
    kind: fault.kind,
    message: context.redactor.clean(`${subject}: ${fault.reason}`),
    operation: known.name,
    requestId: known.requestId,
    systemCode: fault.systemCode,
    // Only the text of it: the error itself can hold sockets and requests, headers included.
    cause: cause instanceof Error ? new Error(context.redactor.clean(cause.message)) : undefined,
  };
  const error = new MimecastError(details);
  return known.operation?.effect === "write" && fault.isSent ? toOutcomeUnknown(error) : error;
}

/** Makes the error of an answer that tells of a problem. */
export function failWithProblem(
  context: ClientContext,
  known: AttemptFacts & {
    operation: Operation;
    problem: Problem;
    decoded: DecodedBody;
    status: number;
    headers: Headers;
  },
): MimecastError {
  const { operation, problem, status, headers } = known;
  const now = context.now();
  const retryAfterMs =
    problem.kind === "throttled" ? readThrottleWait(headers, now) : readRetryAfter(headers, now);
  const { details } = problem;
  const { redactor } = context;
  const said = details.map(({ message }) => message).find((message) => message !== "");
  const serverTime = Date.parse(headers["date"] ?? "");
  const error = new MimecastError({
    kind: problem.kind,
    message: redactor.clean(
      writeMessage({ operation, generation: context.generation, status, problem, retryAfterMs }),
    ),
    operation: known.name,
    httpStatus: status,
    vendorCodes: [...new Set(details.map(({ code }) => redactor.clean(code)).filter((code) => code !== ""))],
    vendorMessage: said === undefined ? null : redactor.clean(said),
    field: cleanOrNull(redactor, details.find(({ field }) => field !== null)?.field ?? null),
    failures: known.decoded.form === "json" ? cleanFailures(redactor, known.decoded.fail) : [],
    requestId: known.requestId,
    retryAfterMs,
    clockSkewMs: Number.isNaN(serverTime) ? null : serverTime - now,
  });
  return operation.effect === "write" && mayHaveExecuted(error) ? toOutcomeUnknown(error) : error;
}

/** A 2xx whose body can't be read says that the write arrived, and not what became of it. */
function mayHaveExecuted(error: MimecastError): boolean {
  const status = error.httpStatus ?? 0;
  return (
    error.kind === "server-error" || (error.kind === "unreadable-answer" && status >= 200 && status < 300)
  );
}

function toOutcomeUnknown(error: MimecastError): MimecastError {
  return new MimecastError({
    ...pickDetails(error),
    kind: "outcome-unknown",
    message: `${error.message}. The write may have been executed: read back before doing it again`,
    cause: error,
  });
}

/** The same failure as another kind, with what is known of it kept. */
export function asKind(
  error: MimecastError,
  other: { kind: MimecastError["kind"]; message: string },
): MimecastError {
  return new MimecastError({ ...pickDetails(error), ...other, cause: error });
}

function pickDetails(error: MimecastError): MimecastErrorDetails {
  return {
    kind: error.kind,
    message: error.message,
    operation: error.operation,
    httpStatus: error.httpStatus,
    vendorCodes: error.vendorCodes,
    vendorMessage: error.vendorMessage,
    field: error.field,
    failures: error.failures,
    requestId: error.requestId,
    retryAfterMs: error.retryAfterMs,
    systemCode: error.systemCode,
    clockSkewMs: error.clockSkewMs,
  };
}

function cleanFailures(redactor: Redactor, failures: readonly Failure[]): readonly Failure[] {
  return failures.map(({ key, errors }) => ({
    key: redactor.cleanDeep(key),
    errors: errors.map((detail) => ({
      code: redactor.clean(detail.code),
      message: redactor.clean(detail.message),
      field: cleanOrNull(redactor, detail.field),
      retryable: detail.retryable,
    })),
  }));
}

function cleanOrNull(redactor: Redactor, text: string | null): string | null {
  return text === null ? null : redactor.clean(text);
}
