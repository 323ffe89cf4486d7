import type { Guesses } from "../guesses/guesses.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Answer } from "../wire/answer.js";
import type { JsonObject } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemError, type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";

/** What becomes of one item: what it answers with, in one row or several, or what is wrong with it. */
export type ItemOutcome =
  | { readonly row: unknown }
  | { readonly rows: readonly unknown[] }
  | { readonly errors: readonly ItemError[] };

export interface ItemCall {
  readonly item: JsonObject;
  readonly call: Call;
  readonly emulation: Emulation;
}

/** A handler whose items stand each for itself: some may be done while others fail. */
export function handleEach(
  perform: (request: ItemCall) => ItemOutcome,
  options: { readonly most?: number | ((guesses: Guesses) => number) } = {},
): Handler {
  return (call, emulation): Answer => {
    const most = typeof options.most === "function" ? options.most(emulation.guesses) : options.most;
    const items = readItems(call.body);
    if (items.length === 0) return refuseAll(itemErrors.missing("data"));
    if (most !== undefined && items.length > most) return refuseAll(itemErrors.tooMany("data", most));
    const data: unknown[] = [];
    const fail: ItemFailure[] = [];
    for (const item of items) {
      const outcome: ItemOutcome =
        item === null ? { errors: [itemErrors.nullItem()] } : perform({ item, call, emulation });
      if ("row" in outcome) data.push(outcome.row);
      else if ("rows" in outcome) data.push(...outcome.rows);
      else fail.push({ key: item ?? {}, errors: outcome.errors });
    }
    return answerEnvelope(data, { fail });
  };
}

function refuseAll(error: ItemError): Answer {
  return wireErrors.itemsFailed([{ key: {}, errors: [error] }]);
}
