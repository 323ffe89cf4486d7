import { whoCalls } from "../administration/caller.js";
import { rejectedBy, rejectReasons } from "../held/leaving.js";
import { noteHold } from "../logs/audit-trail.js";
import { idInQueue } from "../tracking/queue-id.js";
import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemError, type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";
import { checkChoice } from "./searches.js";

/** Rejects the held messages of one item's `ids`. */
export const rejectHeld: Handler = (call, emulation) => {
  const [first, ...others] = readItems(call.body);
  const item = first ?? {};
  const ids = item["ids"];
  const refuse = (error: ItemError) => wireErrors.itemsFailed([{ key: item, errors: [error] }]);
  if (first === null) return refuse(itemErrors.nullItem());
  if (others.length > 0) return refuse(itemErrors.tooMany("data", 1));
  if (!Array.isArray(ids) || ids.length === 0) return refuse(itemErrors.missing("ids"));
  checkChoice(item, "reasonType", rejectReasons);
  const reason = readText(item, "reasonType") ?? rejectReasons[0];
  const time = emulation.clock.now();
  const leaving = rejectedBy(whoCalls(call.visitor, emulation).user, { time, reason });
  const data: { id: string; reject: true }[] = [];
  const fail: ItemFailure[] = [];
  for (const id of ids.map(String)) {
    const queued = idInQueue(id, emulation);
    const isGone = emulation.heldMail.wasDecided(queued);
    if (isGone && emulation.guesses.repeatedRelease === "success") data.push({ id, reject: true });
    else if (!emulation.heldMail.decide(queued, leaving))
      fail.push({ key: { id }, errors: [itemErrors.notHeld()] });
    else {
      data.push({ id, reject: true });
      noteHold("Held Message Rejected", id, { call, emulation });
    }
  }
  if (data.length > 0) emulation.forgetFuture();
  return answerEnvelope(data, { fail });
};
