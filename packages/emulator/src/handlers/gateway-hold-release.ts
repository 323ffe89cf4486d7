import { releasedBy } from "../held/leaving.js";
import { noteHold } from "../logs/audit-trail.js";
import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";

/** Releases held messages, each by its id. One that isn't held any more fails, as after a first release. */
export const releaseHeld: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length === 0) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  const leaving = releasedBy(emulation.administration.serviceUser.emailAddress, emulation.clock.now());
  const data: { id: string; release: true }[] = [];
  const fail: ItemFailure[] = [];
  for (const item of items) {
    const id = item === null ? null : readText(item, "id");
    if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
    else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
    else if (!emulation.heldMail.decide(id, leaving))
      fail.push({ key: item, errors: [itemErrors.notHeld()] });
    else {
      data.push({ id, release: true });
      noteHold("Held Message Released", id, { call, emulation });
    }
  }
  if (data.length > 0) emulation.forgetFuture();
  return answerEnvelope(data, { fail });
};
