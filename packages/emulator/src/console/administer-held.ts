import { ConsoleRefusal } from "../administration/refusal.js";
import { rejectedBy, releasedBy } from "../held/leaving.js";
import { noteHold, noteRemediation } from "../logs/audit-trail.js";
import type { Deed } from "./deed.js";

/** Somebody decides about a held message at the console; a reason rejects it. */
export function decideHeld(
  { id, reason }: { readonly id: string; readonly reason?: string },
  { emulation, actor }: Deed,
): void {
  const time = emulation.clock.now();
  const leaving = reason === undefined ? releasedBy(actor, time) : rejectedBy(actor, { time, reason });
  if (!emulation.heldMail.decide(id, leaving)) throw new ConsoleRefusal("This message is not held any more.");
  emulation.forgetFuture();
  noteHold(reason === undefined ? "Held Message Released" : "Held Message Rejected", id, {
    emulation,
    actor,
  });
}

/** Puts back what an incident has removed, by its code. */
export function restoreRemoved(code: string, { emulation, actor }: Deed): void {
  if (!emulation.remediator.restore(code, emulation.clock.now()))
    throw new ConsoleRefusal(`No incident made here has the code ${code}.`);
  emulation.forgetFuture();
  noteRemediation("restore", code, { emulation, actor });
}
