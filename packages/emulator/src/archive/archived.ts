import type { Emulation } from "../tenant/emulation.js";
import { stateOf } from "../tracking/tracked-state.js";
import type { Message } from "../traffic/message.js";

type Shelf = Pick<Emulation, "messages" | "heldMail" | "clock">;

/** Whether a message was delivered and put into the archive by now. */
export function isArchived(message: Message, { heldMail, clock }: Shelf): boolean {
  return stateOf(message, { heldMail, now: clock.now() }).status === "archived";
}

/** The archived message of an id; null for one that isn't in the archive. */
export function findArchived(id: string, shelf: Shelf): Message | null {
  const message = shelf.messages.find(id, shelf.clock.now());
  return message !== null && isArchived(message, shelf) ? message : null;
}

/** Whether a message is in somebody's mailbox. */
export function isIn(message: Message, mailbox: string, view: "INBOX" | "SENT"): boolean {
  if (view === "SENT") return message.direction !== "Inbound" && message.sender === mailbox;
  return message.direction !== "Outbound" && message.recipient === mailbox;
}
