import { formatUtc } from "../clicks/click-row.js";
import type { HeldMail } from "../held/held-mail.js";
import { detectionLevelOf, nameBehind } from "../held/held-row.js";
import { type EventLog, isWanted, type LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { Company } from "../traffic/company.js";
import type { Message } from "../traffic/message.js";
import type { JsonObject } from "../wire/decode.js";
import { type MessageBook, placeOf } from "./message-book.js";
import { stateOf, type TrackedState } from "./tracked-state.js";

/** From when the sender's server says it sent a mail to when the gateway had it. */
export const transferMs = 2000;

export interface TrackingDesk {
  readonly messages: MessageBook;
  readonly heldMail: HeldMail;
  readonly company: Company;
}

/** The mail that is looked for, as it can be tracked at the moment, newest first alone. */
export class TrackedLog implements EventLog {
  private readonly desk: TrackingDesk;
  private readonly isMeant: (message: Message, state: TrackedState) => boolean;

  constructor(desk: TrackingDesk, isMeant: (message: Message, state: TrackedState) => boolean) {
    this.desk = desk;
    this.isMeant = isMeant;
  }

  *scan(scan: LogScan): Iterable<LogRow> {
    const { from, until, after, now } = scan;
    const { messages, heldMail, company } = this.desk;
    // Bounds and places are whole seconds: the second of the last row is looked through once more.
    const last = Math.min(until, after?.time ?? until) + 999;
    for (const message of messages.newestFirst(from, Math.min(last, now))) {
      const place = { ...placeOf(message), visibleFrom: message.time };
      if (!isWanted(place, scan)) continue;
      const state = stateOf(message, { heldMail, now });
      if (!this.isMeant(message, state)) continue;
      yield placeTracked(place, () => writeTracked(message, { id: messages.idOf(message), state, company }));
    }
  }
}

/** Written when it is asked for: a month's rows are counted, and few of them are shown. */
function placeTracked(
  place: Pick<LogRow, "time" | "order" | "visibleFrom">,
  write: () => JsonObject,
): LogRow {
  return {
    ...place,
    get fields() {
      return write();
    },
    get raw() {
      return JSON.stringify(write());
    },
  };
}

function writeTracked(
  message: Message,
  about: { readonly id: string; readonly state: TrackedState; readonly company: Company },
): JsonObject {
  const { id, state, company } = about;
  const person = (emailAddress: string) => ({
    displayableName: nameBehind(emailAddress, company),
    emailAddress: emailAddress === "" ? "<>" : emailAddress,
  });
  return {
    id,
    status: state.status,
    info: state.info,
    fromEnv: { emailAddress: message.sender === "" ? "<>" : message.sender },
    fromHdr: person(message.headerFrom),
    to: [person(message.recipient)],
    received: formatUtc(message.time),
    sent: formatUtc(message.time - transferMs),
    subject: message.subject,
    senderIP: message.senderIp,
    attachments: message.attachment !== null,
    route: message.direction.toLowerCase(),
    spamScore: message.spamScore,
    detectionLevel: detectionLevelOf(message),
  };
}
