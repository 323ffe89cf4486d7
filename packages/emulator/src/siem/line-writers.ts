import type { Click } from "../traffic/click.js";
import type { Message } from "../traffic/message.js";
import type { LineContext } from "./line-times.js";

export type MessageWriter = (message: Message, context: LineContext) => string;

/** How one generation of the API writes what happened: one JSON text for each line. */
export interface LineWriters {
  readonly writeReceipt: MessageWriter;
  readonly writeProcess: MessageWriter;
  /** One line for each attempt. */
  readonly writeDeliveries: (message: Message, context: LineContext) => string[];
  readonly writeJournal: MessageWriter;
  readonly writeAv: MessageWriter;
  readonly writeSpam: MessageWriter;
  readonly writeInternalEmailProtect: MessageWriter;
  readonly writeImpersonationProtect: MessageWriter;
  readonly writeAttachmentProtect: MessageWriter;
  readonly writeUrlProtect: (click: Click, context: LineContext) => string;
}
