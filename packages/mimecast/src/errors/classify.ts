import type { Generation, Operation } from "../catalogue/index.js";
import type { DecodedBody, FailureDetail } from "../envelope/index.js";
import type { ErrorKind } from "./kinds.js";

/** An answer, and what of the request is needed to read it. */
export interface AnswerFacts {
  readonly status: number;
  readonly decoded: DecodedBody;
  readonly operation: Operation;
  readonly generation: Generation;
  /** Whether a page token or SIEM token was sent: some refusals only mean that it is bad. */
  readonly isCursorSent: boolean;
}

/** What is wrong with an answer. */
export interface Problem {
  readonly kind: ErrorKind;
  /** The vendor's errors, in the order given. */
  readonly details: readonly FailureDetail[];
  /** Set for an answer that could not be read: what it is instead. */
  readonly reason: string | null;
}

const kindOfCode: Readonly<Record<string, ErrorKind>> = {
  app_forbidden: "product-missing",
  err_audit_log_incorrect_region: "wrong-region",
  err_audit_siem_invalid_token: "invalid-cursor",
  err_developer_key: "credentials-refused",
  err_xdk_binding_expired: "keys-expired",
  err_xdk_client_unauthorized: "credentials-refused",
  err_xdk_forbidden: "not-permitted",
  err_xdk_invalid_signature: "credentials-refused",
  // About an address that is not the account's, not about the role.
  err_xdk_operation_forbidden_for_address: "rejected",
  invalid_client: "credentials-refused",
  rate_limited: "throttled",
  token_expired: "token-expired",
  token_verification_failed: "token-expired",
  "unauthorized request": "token-expired",
};

/** Reads the problem out of an answer; null if there is none. Pure. */
export function classifyAnswer(facts: AnswerFacts): Problem | null {
  const { decoded, status } = facts;
  const details = decoded.form === "json" ? decoded.fail.flatMap((failure) => failure.errors) : [];
  const fails = decoded.form === "json" && decoded.fail.length > 0;
  const metaStatus = decoded.form === "json" ? decoded.metaStatus : null;
  const isRefused = status < 200 || status >= 300 || (metaStatus !== null && metaStatus >= 400);
  if (!isRefused && !fails) return describeUnreadable(facts);
  // HTTP 200 may carry a meta.status of 403: the functional status is the nearer one.
  const effective = status < 300 && metaStatus !== null && metaStatus >= 400 ? metaStatus : status;
  const kind = chooseKind(facts, { details, effective });
  const reason = kind === "unreadable-answer" ? describeForeign(facts) : null;
  return { kind, details, reason };
}

function chooseKind(
  facts: AnswerFacts,
  read: { details: readonly FailureDetail[]; effective: number },
): ErrorKind {
  const { details, effective } = read;
  if (effective === 429) return "throttled";
  if (facts.operation.name === "oauth.token" && [400, 401, 403].includes(effective) && !isForeign(facts)) {
    return "credentials-refused";
  }
  if (facts.isCursorSent && isAboutCursor(facts, details)) return "invalid-cursor";
  for (const { code } of details) {
    const kind = kindOfCode[code.toLowerCase()];
    if (kind !== undefined) return kind;
    if (code.endsWith("_not_found")) return "not-found";
  }
  return kindOfStatus(facts, effective);
}

function kindOfStatus(facts: AnswerFacts, status: number): ErrorKind {
  if (status >= 500) return "server-error";
  switch (status) {
    case 401:
      return chooseKindOf401(facts);
    case 403:
      return isForeign(facts) ? "unreadable-answer" : "not-permitted";
    case 404:
      return isForeign(facts) ? "unreadable-answer" : "not-found";
    case 418:
      return "keys-expired";
    default:
      return status < 200 || (status >= 300 && status < 400) || isForeign(facts)
        ? "unreadable-answer"
        : "rejected";
  }
}

/** With a bearer token any 401 is worth a renewal: the answer to that then decides. Keys can't be renewed. */
function chooseKindOf401(facts: AnswerFacts): ErrorKind {
  const usesToken = facts.generation === "2.0" && facts.operation.authentication !== "none";
  if (usesToken) return "token-expired";
  return isForeign(facts) ? "unreadable-answer" : "credentials-refused";
}

/** An answer with a body that is not the vendor's JSON: something else answered in its place. */
function isForeign(facts: AnswerFacts): boolean {
  return facts.decoded.form === "unreadable";
}

/** The vendor answers a truncated page token with HTTP 400 and an empty body, others with a text about a token. */
function isAboutCursor(facts: AnswerFacts, details: readonly FailureDetail[]): boolean {
  if (facts.status === 400 && facts.decoded.form === "empty") return true;
  return details.some(
    ({ code, message, field }) =>
      /^(pageToken|nextPage|token)$/i.test(field ?? "") ||
      /0007 Invalid token|(page ?token|next ?page|cursor)\b/i.test(message) ||
      /(page_?token|next_?page|cursor|invalid_token)/i.test(code),
  );
}

function describeUnreadable(facts: AnswerFacts): Problem | null {
  const { decoded, operation } = facts;
  if (decoded.form === "unreadable") return unreadable(decoded.reason);
  if (decoded.form === "empty") return mayBeEmpty(facts) ? null : unreadable("an empty body");
  // Every answer of /api/* has meta, data or fail: other JSON is somebody else's.
  if (!decoded.isEnvelope && operation.path.startsWith("/api/")) {
    return unreadable("JSON without meta, data or fail");
  }
  return null;
}

/** A write of the newer REST resources may have nothing to say. */
function mayBeEmpty({ status, operation }: AnswerFacts): boolean {
  return status === 204 || (operation.effect === "write" && !operation.path.startsWith("/api/"));
}

function describeForeign(facts: AnswerFacts): string {
  if (facts.status >= 300 && facts.status < 400) return "a redirect";
  return facts.decoded.form === "unreadable" ? facts.decoded.reason : "an answer of an unknown kind";
}

function unreadable(reason: string): Problem {
  return { kind: "unreadable-answer", details: [], reason };
}
