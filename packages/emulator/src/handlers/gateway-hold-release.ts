import { whoCalls } from "../administration/caller.js";
import { releasedBy } from "../held/leaving.js";
import { noteHold } from "../logs/audit-trail.js";
import { idInQueue } from "../tracking/queue-id.js";
import { readText } from "../wire/decode.js";
import { itemErrors } from "../wire/errors.js";
import { handleEach } from "./each-item.js";

/** Releases held messages, each by its id. One that isn't held any more fails, as after a first release. */
export const releaseHeld = handleEach(
  ({ item, call, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const { user } = whoCalls(call.visitor, emulation);
    const leaving = releasedBy(user, emulation.clock.now());
    const queued = idInQueue(id, emulation);
    if (emulation.guesses.repeatedRelease === "success" && emulation.heldMail.wasDecided(queued))
      return { row: { id, release: true } };
    if (!emulation.heldMail.decide(queued, leaving)) return { errors: [itemErrors.notHeld()] };
    emulation.forgetFuture();
    noteHold("Held Message Released", id, { call, emulation });
    return { row: { id, release: true } };
  },
  { most: 25 },
);
