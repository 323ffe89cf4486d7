import { dayMs, secondMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import type { LogRow } from "../logs/log-row.js";
import type { LogEntry } from "../logs/row-maker.js";
import type { Company } from "../traffic/company.js";
import { HourIndex } from "../traffic/hour-index.js";
import type { Message, MessageKind } from "../traffic/message.js";
import type { Traffic } from "../traffic/traffic.js";
import { holdOf, idInReleaseLog, idOfHeld, writeHeld, writeRelease } from "./held-row.js";
import { decisionMs, type Leaving, planLeaving } from "./leaving.js";

/** A message in the hold queue, and how it leaves it when nothing is done by hand. */
interface Held {
  readonly id: string;
  readonly message: Message;
  readonly plan: Leaving;
  /** Place among the held messages of its hour. */
  readonly order: number;
}

const heldKinds: ReadonlySet<MessageKind> = new Set(["spam", "impersonation"]);

/**
 * The hold queue. What traffic holds comes in and leaves as planned, a pure function of (seed, hour); over that lies
 * what is done by hand. What leaves the list shows in the release log, at that very second.
 */
export class HeldMail {
  private readonly traffic: Traffic;
  private readonly historyStart: number;
  private readonly holdMs: number;
  private readonly keepsIds: boolean;
  private readonly hours: HourIndex<Held>;
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
    this.hours = new HourIndex((from, until) => this.make(from, until), options.cacheBytes);
  }

  /** The list as it is at a moment, in order of time. */
  rowsAt(now: number): LogRow[] {
    return [...this.heldAt(now)].map((held) => placeHeld(held, this.traffic.company));
  }

  /** How many are held at a moment by policy. */
  countAt(now: number): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { message } of this.heldAt(now)) {
      const { policyInfo } = holdOf(message);
      counts.set(policyInfo, (counts.get(policyInfo) ?? 0) + 1);
    }
    return counts;
  }

  /** What left as planned; what was decided by hand is in `decidedBetween`. */
  leftBetween(from: number, until: number): LogEntry[] {
    const found = new Set<Held>();
    const spans = [
      { from: from - decisionMs, until },
      { from: from - this.holdMs, until: until - this.holdMs },
    ];
    for (const span of spans) {
      for (const held of this.hours.around(span.from, span.until)) {
        const { time } = held.plan;
        if (time >= from && time < until && !this.acts.has(held.id)) found.add(held);
      }
    }
    return [...found].map((held) => this.writeEntry(held, held.plan));
  }

  decidedBetween(from: number, until: number): LogEntry[] {
    return [...this.acts.values()]
      .filter(({ leaving }) => leaving.time >= from && leaving.time < until)
      .map(({ held, leaving }) => this.writeEntry(held, leaving));
  }

  /** A decision by hand. False when no message with this id is held at that moment. */
  decide(id: string, leaving: Leaving): boolean {
    for (const held of this.heldAt(leaving.time)) {
      if (held.id !== id) continue;
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
    this.hours.forgetFrom(time);
  }

  private *heldAt(now: number): Iterable<Held> {
    for (const held of this.hours.around(Math.max(now - this.holdMs, this.historyStart), now)) {
      const leaving = this.acts.get(held.id)?.leaving ?? held.plan;
      if (held.message.time <= now && now < leaving.time) yield held;
    }
  }

  private make(from: number, until: number): Held[] {
    return this.traffic
      .messagesBetween(Math.max(from, this.historyStart), until, heldKinds)
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
    raw: JSON.stringify(record),
    visibleFrom: message.time,
  };
}
