import type { HeldMail } from "../held/held-mail.js";
import { holdOf } from "../held/held-row.js";
import { findWait } from "../held/processing-queue.js";
import { deliveryDelay } from "../siem/line-times.js";
import type { Message } from "../traffic/message.js";

/** What the message finder can be asked for. */
export const trackedStatuses = [
  "accepted",
  "processing",
  "bulk_processing",
  "delivery",
  "bulk_delivery",
  "held",
  "bounced",
  "deferred",
  "rejected",
  "archived",
  "system",
] as const;

export interface TrackedState {
  readonly status: (typeof trackedStatuses)[number];
  readonly info: string;
}

/** How far a message has come by a moment: where the queues have it, it waits, and where they let it go, it has gone. */
export function stateOf(
  message: Message,
  { heldMail, now }: { readonly heldMail: HeldMail; readonly now: number },
): TrackedState {
  const { fate, rejection } = message;
  if (fate === "rejected") return { status: "rejected", info: rejection?.type ?? "Envelope Rejected" };
  if (fate === "held") return stateInQueue(message, { heldMail, now });
  const waiting = findWait(message);
  if (waiting !== null && waiting.from <= now && now < waiting.until)
    return { status: fate === "sandboxed" ? "processing" : "deferred", info: waiting.info };
  if (now < message.time + deliveryDelay(message)) return { status: "delivery", info: "" };
  if (fate === "undeliverable") return { status: "bounced", info: rejection?.type ?? "Undeliverable" };
  return { status: "archived", info: "Indexed and archived" };
}

function stateInQueue(
  message: Message,
  { heldMail, now }: { readonly heldMail: HeldMail; readonly now: number },
): TrackedState {
  const leaving = heldMail.leavingOf(message);
  if (now < leaving.time) return { status: "held", info: holdOf(message).reason };
  if (leaving.status === "released") return { status: "archived", info: "Indexed and archived" };
  return { status: "rejected", info: leaving.rejectReason ?? "Expired in queue - rejected by housekeeping" };
}
