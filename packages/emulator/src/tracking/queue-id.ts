import { idOfHeld } from "../held/held-row.js";
import type { Emulation } from "../tenant/emulation.js";

/** The id of a held message in the queue: clients act on the message finder's id as well. */
export function idInQueue(id: string, { messages, clock }: Pick<Emulation, "messages" | "clock">): string {
  const message = messages.find(id, clock.now());
  return message === null ? id : idOfHeld(message);
}
