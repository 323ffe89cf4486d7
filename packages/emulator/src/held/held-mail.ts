import { dayMs, secondMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import { type EventLog, isWanted, type LogScan, spanLeft } from "../logs/event-log.js";
import { spanOfBusy } from "../logs/generated-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { LogEntry } from "../logs/row-maker.js";
import type { Company } from "../traffic/company.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { SpanIndex } from "../traffic/span-index.js";
import type { Traffic } from "../traffic/traffic.js";
import { holdOf, idInReleaseLog, idOfHeld, writeHeld, writeRelease } from "./held-row.js";
import { type Leaving, leavingTime, lineOf, linesDecided, planLeaving } from "./leaving.js";

/** A message in the hold queue, and how it leaves it when nothing is done by hand. */
interface Held {
  readonly id: string;
  readonly message: Message;
  readonly plan: Leaving;
  /** Place among the held messages of its span. */
  readonly order: number;
}

const heldKinds: ReadonlySet<MessageKind> = new Set(["spam", "impersonation"]);
/** Of a hundred messages so many are held. */
const heldPercent = 6;
/** Where more mail than this has come in since the oldest that is held, a part of it is counted, about so much. */
const mostCounted = 300_000;
const partCounted = 50_000;

/**
 * The hold queue. What traffic holds comes in and leaves as planned, a pure function of (seed, hour); over that lies
 * what is done by hand. What leaves the list shows in the release log, at that very second.
 */
export class HeldMail implements EventLog {
  private readonly traffic: Traffic;
  private readonly historyStart: number;
  private readonly holdMs: number;
  private readonly keepsIds: boolean;
  private readonly spans: SpanIndex<Held>;
  private readonly acts = new Map<string, { readonly held: Held; readonly leaving: Leaving }>();

  constructor(options: {
    readonly traffic: Traffic;
    readonly historyStart: number;
    readonly cacheBytes: number;
    readonly guesses: Pick<Guesses, "heldDays" | "releaseLogIds">;
  }) {
    this.traffic = options.traffic;
    this.holdMs = options.guesses.heldDays * dayMs;
    this.keepsIds = options.guesses.releaseLogIds === "same";
    this.historyStart = options.historyStart;
    const spanMs = spanOfBusy((options.traffic.messagesPerDay * heldPercent) / 100);
    const { cacheBytes } = options;
    this.spans = new SpanIndex((from, until) => this.hold(from, until), { cacheBytes, spanMs });
  }

  /** The list as it is at the moment of asking. */
  *scan(scan: LogScan): Iterable<LogRow> {
    const { oldestFirst, now } = scan;
    const { from, until } = spanLeft(scan);
    const [oldest, newest] = [Math.max(from, this.oldestAt(now)), Math.min(until, now)];
    for (const held of this.spans.around(oldest, newest, { oldestFirst })) {
      if (!this.isHeld(held, now)) continue;
      const row = placeHeld(held, this.traffic.company);
      if (isWanted(row, scan)) yield row;
    }
  }

  /** How many are held at a moment by policy; of a giant's, as many as a part of the queue lets expect. */
  countAt(now: number): Map<string, number> {
    const oldest = this.oldestAt(now);
    const messages = this.traffic.estimateMessages(oldest, now);
    const every = messages > mostCounted ? Math.ceil(messages / partCounted) : 1;
    const counts = new Map<string, number>();
    for (const held of this.spans.sample(oldest, now, every)) {
      if (!this.isHeld(held, now)) continue;
      const { policyInfo } = holdOf(held.message);
      counts.set(policyInfo, (counts.get(policyInfo) ?? 0) + every);
    }
    return counts;
  }

  /** What left as planned; what was decided by hand is in `decidedBetween`. */
  leftBetween(from: number, until: number): LogEntry[] {
    const { holdMs } = this;
    // Most need not be made to know that they left at another time.
    const leaves = (sketch: Sketch) => {
      const time = leavingTime(sketch, holdMs);
      return time >= from && time < until && !this.acts.has(idOfHeld(sketch));
    };
    const isExpired = (sketch: Sketch) => leavingTime(sketch, holdMs) === sketch.time + holdMs;
    const left = this.hold(from - holdMs, until - holdMs, (sketch) => isExpired(sketch) && leaves(sketch));
    for (const { line, ...span } of linesDecided(from, until)) {
      const isMeant = (sketch: Sketch) =>
        (line === null || lineOf(sketch) === line) && leaves(sketch) && !isExpired(sketch);
      left.push(...this.hold(span.from, span.until, isMeant));
    }
    return left.map((item) => this.writeEntry(item, item.plan));
  }

  decidedBetween(from: number, until: number): LogEntry[] {
    return [...this.acts.values()]
      .filter(({ leaving }) => leaving.time >= from && leaving.time < until)
      .map(({ held, leaving }) => this.writeEntry(held, leaving));
  }

  /** A decision by hand. False when no message with this id is held at that moment. */
  decide(id: string, leaving: Leaving): boolean {
    for (const held of this.spans.around(this.oldestAt(leaving.time), leaving.time)) {
      if (held.id !== id || !this.isHeld(held, leaving.time)) continue;
      this.acts.set(id, { held, leaving });
      return true;
    }
    return false;
  }

  /** Whether a decision by hand has been taken about it. */
  wasDecided(id: string): boolean {
    return this.acts.has(id);
  }

  /** How and when a message that traffic holds leaves, by hand or as planned. */
  leavingOf(message: Message): Leaving {
    return this.acts.get(idOfHeld(message))?.leaving ?? this.plan(message);
  }

  forgetFrom(time: number): void {
    this.spans.forgetFrom(time);
  }

  private isHeld({ id, message, plan }: Held, now: number): boolean {
    const leaving = this.acts.get(id)?.leaving ?? plan;
    return message.time <= now && now < leaving.time;
  }

  private oldestAt(now: number): number {
    return Math.max(now - this.holdMs, this.historyStart);
  }

  private hold(from: number, until: number, isMeant?: (sketch: Sketch) => boolean): Held[] {
    return this.traffic
      .messagesBetween(Math.max(from, this.historyStart), until, heldKinds, isMeant)
      .filter(({ fate }) => fate === "held")
      .map((message, order) => ({
        id: idOfHeld(message),
        message,
        plan: this.plan(message),
        order,
      }));
  }

  private plan(message: Message): Leaving {
    return planLeaving(message, { company: this.traffic.company, holdMs: this.holdMs });
  }

  private writeEntry({ id: held, message }: Held, leaving: Leaving): LogEntry {
    const id = this.keepsIds ? held : idInReleaseLog(message);
    return { time: leaving.time, record: writeRelease({ id, message, leaving }, this.traffic.company) };
  }
}

function placeHeld({ id, message, order }: Held, company: Company): LogRow {
  const record = writeHeld(id, message, company);
  return {
    time: Math.floor(message.time / secondMs) * secondMs,
    order,
    // Filters and searches know more names than the row has.
    fields: {
      ...record,
      senderIP: message.senderIp,
      heldGroup: "admin",
      attachments: message.attachment !== null,
    },
    // Written when it is asked for: searches leave most of them out.
    get raw() {
      return JSON.stringify(record);
    },
    visibleFrom: message.time,
  };
}
