import type { Generation } from "@postern/mimecast/catalogue";
import { type Answer, explain } from "../wire/answer.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { FaultInjector } from "./fault-injector.js";
import type { FaultSite } from "./site.js";
import { tellReset } from "./tell-reset.js";

/** An answer in the place of the operation's. */
export interface AnswerInPlace {
  readonly answer: Answer;
  /** The operation is carried out before. */
  readonly isExecuted: boolean;
}

/** The fault that answers this call in the operation's place, if any. */
export function takeAnswerInPlace(
  faults: FaultInjector,
  call: { readonly site: FaultSite; readonly generation: Generation; readonly now: number },
): AnswerInPlace | null {
  const found = findAnswer(faults, call);
  if (found === null) return null;
  const { answer, isExecuted = false } = found;
  const done = isExecuted ? "; the call was carried out" : "";
  return { isExecuted, answer: explain(answer, `fault injected: ${answer.refused}${done}`) };
}

function findAnswer(
  faults: FaultInjector,
  call: { readonly site: FaultSite; readonly generation: Generation; readonly now: number },
): { readonly answer: Answer; readonly isExecuted?: boolean | undefined } | null {
  const { site, generation, now } = call;
  const throttle = faults.take("throttle", site);
  if (throttle !== null) {
    const headers = tellReset(throttle.reset ?? "ms", {
      calls: 50,
      remaining: 0,
      waitMs: throttle.resetMs ?? 60_000,
      now,
    });
    return { answer: wireErrors.rateLimited(generation, { calls: 50, headers }) };
  }
  if (faults.take("wrong-verb", site) !== null) return { answer: wireErrors.methodRefused(generation) };
  const serverError = faults.take("server-error", site);
  if (serverError !== null) {
    const { status = 500, executed } = serverError;
    return { answer: wireErrors.serverError(generation, status), isExecuted: executed };
  }
  const html = faults.take("html-error", site);
  if (html !== null) return { answer: wireErrors.htmlGateway(), isExecuted: html.executed };
  const failure = faults.take("fail-in-200", site);
  if (failure === null) return null;
  return { answer: failIn200(failure.shape ?? "errors"), isExecuted: failure.executed };
}

function failIn200(shape: "errors" | "code" | "meta-status"): Answer {
  switch (shape) {
    case "errors":
      return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.internal()] }]);
    case "code":
      return wireErrors.failedFlat(itemErrors.internal());
    case "meta-status":
      return wireErrors.failedInMeta();
  }
}
