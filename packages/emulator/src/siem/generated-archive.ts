import type { GatewayEventType, Generation } from "@postern/mimecast/catalogue";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Message } from "../traffic/message.js";
import type { Traffic } from "../traffic/traffic.js";
import { LineSink, noRecords, type RenderedRecords } from "./line-sink.js";
import { type LineContext, leaves } from "./line-times.js";
import type { MessageWriter } from "./line-writers.js";
import { linesV1 } from "./lines-v1.js";
import { linesV2 } from "./lines-v2.js";
import { type FileRef, messagesPerPart, type Separator, type SiemArchive } from "./siem-archive.js";

const partsAtHand = 2;
const writers = { "1.0": linesV1, "2.0": linesV2 } as const;

/** The mail logs of generated traffic. */
export class GeneratedArchive implements SiemArchive {
  readonly batchMs: number;
  private readonly traffic: Traffic;
  private readonly live: LiveEvents;
  private readonly retentionMs: number;
  private readonly historyStart: number;
  private readonly recent = new Map<string, readonly Message[]>();

  constructor(options: {
    readonly traffic: Traffic;
    readonly live: LiveEvents;
    readonly batchMs: number;
    readonly retentionMs: number;
    readonly historyStart: number;
  }) {
    this.traffic = options.traffic;
    this.live = options.live;
    this.batchMs = options.batchMs;
    this.retentionMs = options.retentionMs;
    this.historyStart = options.historyStart;
  }

  bounds(_generation: Generation, now: number): { first: number; end: number } {
    const oldest = Math.max(this.historyStart, now - this.retentionMs);
    return { first: Math.ceil(oldest / this.batchMs), end: Math.floor(now / this.batchMs) };
  }

  countParts(_generation: Generation, file: { readonly batch: number }): number {
    const start = file.batch * this.batchMs;
    const messages = this.traffic.estimateMessages(start, start + this.batchMs);
    return Math.max(1, Math.ceil(messages / messagesPerPart));
  }

  render(
    generation: Generation,
    ref: FileRef,
    separator: Separator,
  ): ReadonlyMap<GatewayEventType, RenderedRecords> {
    const parts = this.countParts(generation, ref);
    const start = ref.batch * this.batchMs;
    const from = start + Math.floor((ref.part * this.batchMs) / parts);
    const until = start + Math.floor(((ref.part + 1) * this.batchMs) / parts);
    const { accountCode, domain } = this.traffic.company;
    const context = { accountCode, companyDomain: domain, publishedAt: start + this.batchMs };
    const span = { messages: this.recall(from, until), context, separator, from, until };
    switch (ref.type) {
      case "receipt":
        return new Map([["receipt", writeEach(span, writers[generation].writeReceipt)]]);
      case "process": {
        const kept = { ...span, messages: span.messages.filter(leaves.process) };
        return new Map([["process", writeEach(kept, writers[generation].writeProcess)]]);
      }
      case "delivery": {
        const sink = new LineSink(separator);
        for (const message of span.messages) {
          if (!leaves.delivery(message)) continue;
          for (const line of writers[generation].writeDeliveries(message, context)) sink.push(line);
        }
        return new Map([["delivery", sink.finish()]]);
      }
      default:
        return this.renderRest(generation, span);
    }
  }

  /** The types of a part are mostly asked for one after the other: the last few parts stay at hand. */
  private recall(from: number, until: number): readonly Message[] {
    const key = `${from}-${until}`;
    const known = this.recent.get(key);
    if (known !== undefined) return known;
    const live = this.live.messagesBetween(from, until);
    const regular = this.traffic.messagesBetween(from, until);
    const messages = live.length === 0 ? regular : [...regular, ...live];
    this.recent.set(key, messages);
    for (const oldest of this.recent.keys()) {
      if (this.recent.size <= partsAtHand) break;
      this.recent.delete(oldest);
    }
    return messages;
  }

  /** The seven rarer types in one pass: making the messages costs more than writing the few lines. */
  private renderRest(
    generation: Generation,
    span: Span & { readonly from: number; readonly until: number },
  ): ReadonlyMap<GatewayEventType, RenderedRecords> {
    const { messages, context, from, until } = span;
    const writer = writers[generation];
    // A late arrival is late in the click log only; twins are the click log's oddity too.
    const clicks = [
      ...this.traffic.clicksBetween(from, until),
      ...this.live.clicksBetween(from, until),
    ].filter((click) => !click.twin && click.visibleFrom < context.publishedAt);
    const clickSink = new LineSink(span.separator);
    for (const click of clicks) clickSink.push(writer.writeUrlProtect(click, context));
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
}

interface Span {
  readonly messages: readonly Message[];
  readonly context: LineContext;
  readonly separator: Separator;
}

function writeEach(span: Span, write: MessageWriter): RenderedRecords {
  if (span.messages.length === 0) return noRecords;
  const sink = new LineSink(span.separator);
  for (const message of span.messages) sink.push(write(message, span.context));
  return sink.finish();
}
