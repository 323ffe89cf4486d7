import type { GatewayEventType, Generation } from "@postern/mimecast/catalogue";
import type { Click } from "../traffic/click.js";
import type { Message } from "../traffic/message.js";
import { LineSink, noRecords, type RenderedRecords } from "./line-sink.js";
import { type LineContext, leaves } from "./line-times.js";
import type { MessageWriter } from "./line-writers.js";
import { linesV1 } from "./lines-v1.js";
import { linesV2 } from "./lines-v2.js";
import type { Separator } from "./siem-archive.js";

const writers = { "1.0": linesV1, "2.0": linesV2 } as const;

/** What happened in a span of one batch. */
export interface Span {
  readonly messages: readonly Message[];
  /** Asked for only where lines about clicks are wanted. */
  readonly clicks: () => readonly Click[];
  readonly context: LineContext;
  readonly separator: Separator;
}

/** The lines of a type about a span; those of other types that come cheaply with them may be there too. */
export function writeSpan(
  generation: Generation,
  type: GatewayEventType,
  span: Span,
): ReadonlyMap<GatewayEventType, RenderedRecords> {
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
    default:
      return writeRest(generation, span);
  }
}

/** The seven rarer types in one pass: making the messages costs more than writing the few lines. */
function writeRest(generation: Generation, span: Span): ReadonlyMap<GatewayEventType, RenderedRecords> {
  const { messages, context } = span;
  const writer = writers[generation];
  const clickSink = new LineSink(span.separator);
  for (const click of span.clicks()) {
    // A late arrival is late in the click log only; twins are the click log's oddity too.
    if (click.twin || click.visibleFrom >= context.publishedAt) continue;
    clickSink.push(writer.writeUrlProtect(click, context));
  }
  const select = (wanted: (message: Message) => boolean, write: MessageWriter) =>
    writeEach({ ...span, messages: messages.filter(wanted) }, write);
  return new Map([
    ["journal", select(leaves.journal, writer.writeJournal)],
    ["av", select(leaves.av, writer.writeAv)],
    ["spam", select(leaves.spam, writer.writeSpam)],
    ["internal email protect", select(leaves.internalEmailProtect, writer.writeInternalEmailProtect)],
    ["impersonation protect", select(leaves.impersonationProtect, writer.writeImpersonationProtect)],
    ["url protect", clickSink.finish()],
    ["attachment protect", select(leaves.attachmentProtect, writer.writeAttachmentProtect)],
  ]);
}

function writeEach(span: Span, write: MessageWriter): RenderedRecords {
  if (span.messages.length === 0) return noRecords;
  const sink = new LineSink(span.separator);
  for (const message of span.messages) sink.push(write(message, span.context));
  return sink.finish();
}
