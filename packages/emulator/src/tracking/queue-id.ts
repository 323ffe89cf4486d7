import { idOfHeld } from "../held/held-row.js";
import type { Emulation } from "../tenant/emulation.js";

/** The id of a held message in the queue: some clients act on the message finder's id as well. */
export function idInQueue(
  id: string,
  { messages, clock, guesses }: Pick<Emulation, "messages" | "clock" | "guesses">,
): string {
  const message = guesses.heldByTrackedId ? messages.find(id, clock.now()) : null;
  return message === null ? id : idOfHeld(message);
}
