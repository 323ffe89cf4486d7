import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../../wire/errors.js";
import type { ItemOutcome } from "../each-item.js";
import type { Handler } from "../handler.js";
import type { Asked } from "./rest-resource.js";

/** Of a call that reads or deletes policies (actions reference, 2.12 and 2.13). */
export const mostItems = 500;

/** Deletes by id; `remove` tells null for an unknown one, which shows in `meta.status` alone: no data and no failure. */
export function deleteEach(
  remove: (id: string, asked: Asked) => Exclude<ItemOutcome, { readonly rows: unknown }> | null,
  { most = mostItems }: { readonly most?: number } = {},
): Handler {
  return (call, emulation) => {
    const items = readItems(call.body);
    const whole =
      items.length === 0
        ? itemErrors.missing("data")
        : items.length > most
          ? itemErrors.tooMany("data", most)
          : null;
    if (whole !== null) return wireErrors.itemsFailed([{ key: {}, errors: [whole] }]);
    const data: unknown[] = [];
    const fail: ItemFailure[] = [];
    let unknown = 0;
    for (const item of items) {
      const id = item === null ? null : readText(item, "id");
      if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
      else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
      else {
        const outcome = remove(id, { call, emulation });
        if (outcome === null) unknown += 1;
        else if ("row" in outcome) data.push(outcome.row);
        else fail.push({ key: item, errors: outcome.errors });
      }
    }
    return answerEnvelope(data, { fail, status: unknown > 0 ? 404 : 200 });
  };
}
