import type { Reservation } from "../budget/index.js";
import { type OperationName, operation } from "../catalogue/index.js";
import { MimecastError } from "../errors/index.js";
import { makeAttempt, type Task } from "./attempt.js";
import type { Authorization, ClientContext } from "./context.js";
import { asKind } from "./failures.js";
import { pause } from "./pause.js";
import { planRetry } from "./plan-retry.js";

/** Carries a task through: budget, attempts, renewal of the token, waits. Throws a MimecastError. */
export async function perform<Result>(context: ClientContext, task: Task<Result>): Promise<Result> {
  let attempt = 1;
  let hasRenewed = false;
  let hasRetriedKey = false;
  let throttledBy: "vendor" | "budget" = "budget";
  for (;;) {
    const reservation = await reserve(context, { name: task.name, signal: task.signal, throttledBy });
    throttledBy = "budget";
    let authorization: Authorization | null = null;
    try {
      const onAuthorized = (given: Authorization) => {
        authorization = given;
      };
      return await makeAttempt(context, task, { attempt, reservation, onAuthorized });
    } catch (error) {
      // A failure to get the token was dealt with where the token was asked for.
      if (!(error instanceof MimecastError) || error.operation !== task.name) throw error;
      const { attempts, maxWaitMs, random } = context;
      if (error.kind === "throttled") context.budget.block(task.name, error.retryAfterMs ?? 0);
      const plan = planRetry({ error, attempt, attempts, maxWaitMs, hasRenewed, hasRetriedKey, random });
      if (plan.action === "give-up") throw concludeFailure(context, { error, name: task.name });
      const waitMs = plan.action === "wait" ? plan.waitMs : 0;
      context.emit({
        type: "request.retried",
        at: context.now(),
        operation: task.name,
        attempt,
        kind: error.kind,
        waitMs: error.kind === "throttled" ? (error.retryAfterMs ?? 0) : waitMs,
      });
      hasRetriedKey ||= error.kind === "credentials-refused";
      if (plan.action === "renew") {
        hasRenewed = true;
        discard(authorization);
        continue;
      }
      if (plan.action === "wait-for-budget") throttledBy = "vendor";
      if (waitMs > 0) await pause(context, { waitMs, name: task.name, signal: task.signal });
      attempt += 1;
    }
  }
}

function discard(authorization: Authorization | null): void {
  authorization?.discard();
}

function concludeFailure(
  context: ClientContext,
  known: { error: MimecastError; name: OperationName },
): MimecastError {
  const { error, name } = known;
  if (error.kind === "throttled") {
    context.emit({
      type: "request.throttled",
      at: context.now(),
      operation: name,
      by: "vendor",
      waitMs: error.retryAfterMs ?? 0,
      reaction: "refused",
    });
  }
  if (error.kind !== "token-expired") return error;
  return asKind(error, {
    kind: "credentials-refused",
    message: `${error.message}. A new token was refused as well, although the client id and secret were accepted`,
  });
}

/** Counts the call in the budget, waiting for a free place if that takes no longer than the client accepts. */
async function reserve(
  context: ClientContext,
  wanted: { name: OperationName; signal?: AbortSignal | undefined; throttledBy: "vendor" | "budget" },
): Promise<Reservation> {
  const { name, throttledBy } = wanted;
  for (;;) {
    const reserved = context.budget.reserve(name);
    if (typeof reserved !== "number") return reserved;
    const reaction = reserved > context.maxWaitMs ? "refused" : "waiting";
    const startedAt = context.now();
    context.emit({
      type: "request.throttled",
      at: startedAt,
      operation: name,
      by: throttledBy,
      waitMs: reserved,
      reaction,
    });
    if (reaction === "refused") throw refuseOverBudget(context, { name, waitMs: reserved });
    await pause(context, { waitMs: reserved, name, signal: wanted.signal });
    // The clock stood still or was set back meanwhile: having slept is the better witness that the time is over.
    if (context.now() - startedAt < reserved / 2) return context.budget.force(name);
  }
}

function refuseOverBudget(
  context: ClientContext,
  known: { name: OperationName; waitMs: number },
): MimecastError {
  const quota = operation(known.name).quota[context.generation];
  const rule = quota === undefined ? "" : ` of ${quota.calls} calls per ${quota.perSeconds} s`;
  return new MimecastError({
    kind: "throttled",
    message: `${known.name}: the quota${rule} is used up, the next call is possible in ${Math.ceil(known.waitMs / 1000)} s (not called)`,
    operation: known.name,
    retryAfterMs: known.waitMs,
  });
}
