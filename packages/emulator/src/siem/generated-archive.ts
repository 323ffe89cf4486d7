import type { Generation } from "@postern/mimecast/catalogue";
import type { ClickWords } from "../clicks/click-words.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Message } from "../traffic/message.js";
import type { Traffic } from "../traffic/traffic.js";
import type { RenderedRecords } from "./line-sink.js";
import {
  type FileRef,
  messagesPerPart,
  type Separator,
  type SiemArchive,
  type SiemEventType,
} from "./siem-archive.js";
import { writeSpan } from "./write-span.js";

const partsAtHand = 2;

/** The mail logs of generated traffic. */
export class GeneratedArchive implements SiemArchive {
  readonly batchMs: number;
  private readonly traffic: Traffic;
  private readonly live: LiveEvents;
  private readonly retentionMs: number;
  private readonly words: ClickWords;
  private readonly historyStart: number;
  private readonly recent = new Map<string, readonly Message[]>();

  constructor(options: {
    readonly traffic: Traffic;
    readonly live: LiveEvents;
    readonly batchMs: number;
    readonly retentionMs: number;
    readonly historyStart: number;
    readonly words: ClickWords;
  }) {
    this.words = options.words;
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
  ): ReadonlyMap<SiemEventType, RenderedRecords> {
    const parts = this.countParts(generation, ref);
    const start = ref.batch * this.batchMs;
    const from = start + Math.floor((ref.part * this.batchMs) / parts);
    const until = start + Math.floor(((ref.part + 1) * this.batchMs) / parts);
    return writeSpan(generation, ref.type, {
      messages: this.recall(from, until),
      clicks: () => [...this.traffic.clicksBetween(from, until), ...this.live.clicksBetween(from, until)],
      context: {
        accountCode: this.traffic.company.accountCode,
        publishedAt: start + this.batchMs,
      },
      words: this.words,
      separator,
    });
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
}
