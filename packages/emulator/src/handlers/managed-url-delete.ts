import { noteManagedUrl } from "../logs/audit-trail.js";
import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";

/** Success says nothing: an empty `data` (guess `deletedUrlAnswer`). An unknown id fails without telling which. */
export const deleteManagedUrls: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length === 0) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  const fail: ItemFailure[] = [];
  const data: unknown[] = [];
  for (const item of items) {
    const id = item === null ? null : readText(item, "id");
    if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
    else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
    else {
      const removed = emulation.managedUrls.remove(id, emulation.clock.now());
      if (removed === null) fail.push({ errors: [itemErrors.urlNotFound()] });
      else {
        noteManagedUrl("Managed URL Deleted", removed, { call, emulation });
        if (emulation.guesses.deletedUrlAnswer === "id-success") data.push({ id, success: true });
      }
    }
  }
  if (fail.length < items.length) emulation.forgetFuture();
  return answerEnvelope(data, { fail });
};
