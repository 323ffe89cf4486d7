import type { Generation } from "@postern/mimecast/catalogue";
import type { ClickWords } from "../clicks/click-words.js";
import type { Click } from "../traffic/click.js";
import type { Message } from "../traffic/message.js";
import { isObject, parseJson } from "../wire/decode.js";
import { LineSink, noRecords, type RenderedRecords } from "./line-sink.js";
import { type LineContext, leaves } from "./line-times.js";
import type { MessageWriter } from "./line-writers.js";
import { writeEntities, writeMailflow } from "./lines-ci.js";
import { linesV1 } from "./lines-v1.js";
import { linesV2, writeUrlEvent } from "./lines-v2.js";
import type { Separator, SiemEventType } from "./siem-archive.js";

const writers = { "1.0": linesV1, "2.0": linesV2 } as const;

/** What happened in a span of one batch. */
export interface Span {
  readonly messages: readonly Message[];
  /** Asked for only where lines about clicks are wanted. */
  readonly clicks: () => readonly Click[];
  readonly context: LineContext;
  readonly words: ClickWords;
  readonly separator: Separator;
}

/** The lines of a type about a span; those of other types that come cheaply with them may be there too. */
export function writeSpan(
  generation: Generation,
  type: SiemEventType,
  span: Span,
): ReadonlyMap<SiemEventType, RenderedRecords> {
  switch (type) {
    case "receipt":
      return new Map([["receipt", writeEach(span, writers[generation].writeReceipt)]]);
    case "process": {
      const kept = { ...span, messages: span.messages.filter(leaves.process) };
      return new Map([["process", writeEach(kept, writers[generation].writeProcess)]]);
    }
    case "delivery": {
      const sink = new LineSink(span.separator);
      for (const message of span.messages) {
        if (!leaves.delivery(message)) continue;
        for (const line of writers[generation].writeDeliveries(message, span.context)) sink.push(line);
      }
      return new Map([["delivery", sink.finish()]]);
    }
    case "entities":
      return new Map([[type, writeEach(keepIntegrated(span), writeEntities)]]);
    case "mailflow":
      return new Map([[type, writeEach(keepIntegrated(span), writeMailflow)]]);
    case "urlclick": {
      const { words } = span;
      const told = span.clicks().filter((click) => words.isIntegrated(click));
      const write = words.hasIntegratedForm ? writeClickLikeEntities : writeIntegratedClick;
      return new Map([[type, writeClicks({ ...span, clicks: () => told }, write)]]);
    }
    default:
      return writeRest(generation, span);
  }
}

/** The seven rarer types in one pass: making the messages costs more than writing the few lines. */
function writeRest(generation: Generation, span: Span): ReadonlyMap<SiemEventType, RenderedRecords> {
  const { messages } = span;
  const writer = writers[generation];
  const select = (wanted: (message: Message) => boolean, write: MessageWriter) =>
    writeEach({ ...span, messages: messages.filter(wanted) }, write);
  return new Map([
    ["journal", select(leaves.journal, writer.writeJournal)],
    ["av", select(leaves.av, writer.writeAv)],
    ["spam", select(leaves.spam, writer.writeSpam)],
    ["internal email protect", select(leaves.internalEmailProtect, writer.writeInternalEmailProtect)],
    ["impersonation protect", select(leaves.impersonationProtect, writer.writeImpersonationProtect)],
    ["url protect", writeClicks(span, writer.writeUrlProtect)],
    ["attachment protect", select(leaves.attachmentProtect, writer.writeAttachmentProtect)],
  ]);
}

function keepIntegrated(span: Span): Span {
  return { ...span, messages: span.messages.filter(leaves.integrated) };
}

function writeIntegratedClick(click: Click, context: LineContext): string {
  return writeUrlEvent(click, { context, type: "urlclick" });
}

/** With a list of recipients and the direction in capitals, as Cloud Integrated's other types have them. */
function writeClickLikeEntities(click: Click, context: LineContext): string {
  const line = parseJson(writeIntegratedClick(click, context));
  const { recipient, direction } = click.message;
  return JSON.stringify({
    ...(isObject(line) ? line : {}),
    recipients: [recipient],
    direction: direction.toUpperCase(),
  });
}

function writeClicks(span: Span, write: (click: Click, context: LineContext) => string): RenderedRecords {
  const { context, words } = span;
  const sink = new LineSink(span.separator);
  for (const click of span.clicks()) {
    // A late arrival is late in the click log only; twins are the click log's oddity too.
    if (click.twin || click.visibleFrom >= context.publishedAt) continue;
    sink.push(write(words.inMailLogs(click), context));
  }
  return sink.finish();
}

function writeEach(span: Span, write: MessageWriter): RenderedRecords {
  if (span.messages.length === 0) return noRecords;
  const sink = new LineSink(span.separator);
  for (const message of span.messages) sink.push(write(message, span.context));
  return sink.finish();
}
