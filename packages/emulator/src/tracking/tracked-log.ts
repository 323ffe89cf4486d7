import { formatUtc } from "../clicks/click-row.js";
import type { HeldMail } from "../held/held-mail.js";
import { detectionLevelOf, nameBehind } from "../held/held-row.js";
import type { EventLog, LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { Company } from "../traffic/company.js";
import type { Message } from "../traffic/message.js";
import type { JsonObject } from "../wire/decode.js";
import type { MessageBook } from "./message-book.js";
import { scanMessages } from "./scan-messages.js";
import { stateOf, type TrackedState } from "./tracked-state.js";

/** From when the sender's server says it sent a mail to when the gateway had it. */
export const transferMs = 2000;

export interface TrackingDesk {
  readonly messages: MessageBook;
  readonly heldMail: HeldMail;
  readonly company: Company;
}

/** The mail that is looked for, as it can be tracked at the moment. */
export class TrackedLog implements EventLog {
  private readonly desk: TrackingDesk;
  private readonly isMeant: (message: Message, state: TrackedState) => boolean;

  constructor(desk: TrackingDesk, isMeant: (message: Message, state: TrackedState) => boolean) {
    this.desk = desk;
    this.isMeant = isMeant;
  }

  scan(scan: LogScan): Iterable<LogRow> {
    const { messages, heldMail, company } = this.desk;
    const look = (message: Message) => stateOf(message, { heldMail, now: scan.now });
    return scanMessages(messages, {
      scan,
      isMeant: (message) => this.isMeant(message, look(message)),
      write: (message) =>
        writeTracked(message, { id: messages.idOf(message), state: look(message), company }),
    });
  }
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
