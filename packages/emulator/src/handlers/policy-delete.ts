import { notePolicy } from "../logs/audit-trail.js";
import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";

/** Echoes the ids deleted. An unknown one shows in `meta.status` alone: no data and no failure. */
export const deletePolicies: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length === 0) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  const data: { id: string }[] = [];
  const fail: ItemFailure[] = [];
  let unknown = 0;
  for (const item of items) {
    const id = item === null ? null : readText(item, "id");
    if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
    else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
    else {
      const removed = emulation.blockedSenders.remove(id, emulation.clock.now());
      if (removed === null) unknown += 1;
      else {
        data.push({ id });
        notePolicy("Policy Deleted", removed, { call, emulation });
      }
    }
  }
  if (data.length > 0) emulation.forgetFuture();
  return answerEnvelope(data, { fail, status: unknown > 0 ? 404 : 200 });
};
