import type { Generation } from "@postern/mimecast/catalogue";
import type { VirtualClock } from "../clock/clock.js";
import { type Answer, explain } from "../wire/answer.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { ResetForm } from "./fault.js";
import type { FaultInjector } from "./fault-injector.js";

/** The faults that answer in an operation's place. */
export function answerInPlace(
  faults: FaultInjector,
  call: {
    readonly generation: Generation;
    readonly name: EmulatedOperationName;
    readonly clock: VirtualClock;
  },
): Answer | null {
  const answer = findAnswer(faults, call);
  return answer === null ? null : explain(answer, `fault injected: ${answer.refused}`);
}

function findAnswer(
  faults: FaultInjector,
  call: {
    readonly generation: Generation;
    readonly name: EmulatedOperationName;
    readonly clock: VirtualClock;
  },
): Answer | null {
  const site = { operation: call.name };
  const throttle = faults.take("throttle", site);
  if (throttle !== null) {
    const resetMs = throttle.resetMs ?? 60_000;
    const headers = tellReset(throttle.resetForm ?? "ms", { resetMs, now: call.clock.now() });
    return wireErrors.rateLimited(call.generation, { calls: 50, headers });
  }
  const serverError = faults.take("server-error", site);
  if (serverError !== null) return wireErrors.serverError(call.generation, serverError.status ?? 500);
  if (faults.take("html-error", site) !== null) return wireErrors.htmlGateway();
  if (faults.take("fail-in-200", site) !== null) {
    return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.internal()] }]);
  }
  return null;
}

function tellReset(
  form: ResetForm,
  options: { readonly resetMs: number; readonly now: number },
): Record<string, string> {
  const { resetMs, now } = options;
  const limit = { "X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "0" };
  switch (form) {
    case "ms":
      return { ...limit, "X-RateLimit-Reset": String(resetMs) };
    case "epoch-s":
      return { ...limit, "X-RateLimit-Reset": String(Math.ceil((now + resetMs) / 1000)) };
    case "retry-after":
      return { "Retry-After": String(Math.ceil(resetMs / 1000)) };
    case "absent":
      return {};
  }
}
