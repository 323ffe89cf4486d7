import type { MimecastError } from "../errors/index.js";

/** What to do after a failed attempt. */
export type RetryPlan =
  | { readonly action: "give-up" }
  /** Get a new token and repeat: a 401 was not executed, so this is safe for writes too. */
  | { readonly action: "renew" }
  | { readonly action: "wait"; readonly waitMs: number }
  /** Repeat when the budget, which knows of the 429, lets it through. */
  | { readonly action: "wait-for-budget" };

export interface RetryFacts {
  readonly error: MimecastError;
  /** How many attempts have been made, this one included; renewals don't count. */
  readonly attempt: number;
  readonly attempts: number;
  readonly maxWaitMs: number;
  readonly hasRenewed: boolean;
  readonly hasRetriedKey: boolean;
  readonly random: () => number;
}

// 509 is what the vendor's own Sentinel collectors repeat besides the usual ones.
const passingStatuses: readonly number[] = [500, 502, 503, 504, 509];

// A proxy that refuses will refuse again, and may lock the account whose password is tried over and over.
const lastingRefusals: readonly string[] = ["proxy-auth-required", "proxy-forbidden", "proxy-not-http"];

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;

/**
 * Decides whether a failed attempt is repeated. A write needs no rule of its own here: what may have been executed
 * comes as `outcome-unknown`, and `unreachable` or `throttled` then mean that it certainly was not.
 */
export function planRetry(facts: RetryFacts): RetryPlan {
  const { error } = facts;
  if (error.kind === "token-expired") return facts.hasRenewed ? { action: "give-up" } : { action: "renew" };
  if (facts.attempt >= facts.attempts) return { action: "give-up" };
  switch (error.kind) {
    case "throttled":
      return (error.retryAfterMs ?? 0) <= facts.maxWaitMs
        ? { action: "wait-for-budget" }
        : { action: "give-up" };
    // err_developer_key is also answered to valid applications now and then; the check comes before execution.
    case "credentials-refused":
      return error.vendorCodes.includes("err_developer_key") && !facts.hasRetriedKey
        ? { action: "wait", waitMs: measureBackoff(facts) }
        : { action: "give-up" };
    case "unreachable":
      return lastingRefusals.includes(error.systemCode ?? "")
        ? { action: "give-up" }
        : { action: "wait", waitMs: measureBackoff(facts) };
    case "server-error":
      return planServerError(facts);
    default:
      return { action: "give-up" };
  }
}

function planServerError(facts: RetryFacts): RetryPlan {
  const { error, maxWaitMs } = facts;
  // A server error inside HTTP 200 (meta.status) passes as well as any other.
  const isPassing = error.httpStatus === 200 || passingStatuses.includes(error.httpStatus ?? 0);
  if (!isPassing || (error.retryAfterMs ?? 0) > maxWaitMs) return { action: "give-up" };
  return { action: "wait", waitMs: Math.max(error.retryAfterMs ?? 0, measureBackoff(facts)) };
}

/** Doubles with each attempt; half of it is jitter, so that many callers don't come back together. */
function measureBackoff(facts: RetryFacts): number {
  const ceilingMs = Math.min(firstBackoffMs * 2 ** (facts.attempt - 1), longestBackoffMs, facts.maxWaitMs);
  return Math.round(ceilingMs / 2 + (facts.random() * ceilingMs) / 2);
}
