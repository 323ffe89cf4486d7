import { type Answer, type DecodedBody, decodeBody } from "../envelope/index.js";
import { classifyAnswer, type ErrorKind, type Problem } from "../errors/index.js";
import type { Reply } from "./attempt.js";
import type { ClientContext } from "./context.js";
import { failWithProblem } from "./failures.js";

export interface ReadingRules {
  readonly isCursorSent: boolean;
  /** Let failures of single items pass as part of the answer. */
  readonly partial: boolean;
}

// These speak of the call as a whole: no item was looked at, so there is nothing partial to return.
const wholeCallKinds: readonly ErrorKind[] = [
  "credentials-refused",
  "keys-expired",
  "token-expired",
  "product-missing",
  "throttled",
  "unreadable-answer",
  "wrong-region",
];

/** Turns a reply into an answer; throws a MimecastError if it tells of a failure. */
export function readAnswer(context: ClientContext, reply: Reply, rules: ReadingRules): Answer {
  const decoded = decodeBody(reply.answer.bytes);
  const problem = findProblem(context, reply, { decoded, rules });
  if (problem !== null) {
    const { operation, name, requestId } = reply;
    const { status, headers } = reply.answer;
    throw failWithProblem(context, { operation, name, requestId, problem, decoded, status, headers });
  }
  const isJson = decoded.form === "json";
  return {
    data: isJson ? decoded.data : [],
    fail: isJson ? decoded.fail : [],
    status: reply.answer.status,
    metaStatus: isJson ? decoded.metaStatus : null,
    pagination: isJson ? decoded.pagination : null,
    body: isJson ? decoded.body : null,
    headers: reply.answer.headers,
    requestId: reply.requestId,
  };
}

function findProblem(
  context: ClientContext,
  reply: Reply,
  known: { decoded: DecodedBody; rules: ReadingRules },
): Problem | null {
  const { decoded, rules } = known;
  const { status } = reply.answer;
  const problem = classifyAnswer({
    status,
    decoded,
    operation: reply.operation,
    generation: context.generation,
    isCursorSent: rules.isCursorSent,
  });
  const isTolerated = rules.partial && status >= 200 && status < 300;
  return problem !== null && isTolerated && !wholeCallKinds.includes(problem.kind) ? null : problem;
}
