import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { type EventLog, isWanted, type LogScan, spanLeft } from "../logs/event-log.js";
import { ListedLog } from "../logs/listed-log.js";
import type { LogRow } from "../logs/log-row.js";
import { isDetonated, type Sketch } from "../traffic/kinds.js";
import type { MessageKind } from "../traffic/message.js";
import { comparePlaces } from "../traffic/place.js";
import { SpanIndex } from "../traffic/span-index.js";
import type { Traffic } from "../traffic/traffic.js";
import type { TokenMint } from "../wire/tokens.js";
import {
  creationMs,
  creationOf,
  findIncident,
  type Incident,
  incidentLifeMs,
  stepAt,
  writeIncident,
} from "./incident.js";

/** Of all mail so much is found to be dangerous after its delivery. */
const incidentShare = 0.0015;
/** A span looks at the mail of some hours before it: it should be worth that, and not much more than a page has. */
const incidentsOfSpan = 150;
const [shortestSpanMs, longestSpanMs] = [10 * minuteMs, 6 * hourMs];

const sandboxed: ReadonlySet<MessageKind> = new Set(["sandboxed"]);

/** The remediation incidents. Each has its place by its creation, and changes for some days after it. */
export class IncidentLog implements EventLog {
  private readonly traffic: Traffic;
  private readonly mint: TokenMint;
  private readonly historyStart: number;
  private readonly isByModified: boolean;
  private readonly spans: SpanIndex<Incident>;
  private readonly made: Incident[] = [];

  constructor(options: {
    readonly traffic: Traffic;
    readonly mint: TokenMint;
    readonly historyStart: number;
    /** Bounds mean the last change; else the creation. */
    readonly isByModified: boolean;
    readonly cacheBytes: number;
  }) {
    this.traffic = options.traffic;
    this.mint = options.mint;
    this.historyStart = options.historyStart;
    this.isByModified = options.isByModified;
    const { cacheBytes, traffic } = options;
    const wantedMs = (incidentsOfSpan * dayMs) / Math.max(1, traffic.messagesPerDay * incidentShare);
    const spanMs = Math.min(longestSpanMs, Math.max(shortestSpanMs, wantedMs));
    this.spans = new SpanIndex((from, until) => this.make(from, until), { cacheBytes, spanMs });
  }

  /** The incidents of a span as they are now. */
  *scan(scan: LogScan): Iterable<LogRow> {
    if (this.isByModified) {
      yield* new ListedLog(() => this.changedRows(scan)).scan(scan);
      return;
    }
    const made = [...new ListedLog(() => this.madeRows(scan.now)).scan(scan)];
    const direction = scan.oldestFirst ? 1 : -1;
    for (const row of this.createdRows(scan)) {
      for (let [next] = made; next !== undefined && comparePlaces(next, row) * direction < 0; [next] = made) {
        yield next;
        made.shift();
      }
      yield row;
    }
    yield* made;
  }

  /** The incidents that somebody made, as they are at a moment, in order of time. */
  madeRows(now: number): LogRow[] {
    return this.made.map((incident) => this.place(incident, now)).sort(comparePlaces);
  }

  /** `serial` numbers the incidents that somebody made, from 1 on. */
  add(make: (serial: number) => Incident): LogRow {
    const incident = make(this.made.length + 1);
    this.made.push(incident);
    return this.place(incident, incident.create);
  }

  /** Changes one that somebody made; null when none of them has the code. */
  change(unremediateCode: string, change: (incident: Incident) => Incident): Incident | null {
    const index = this.made.findIndex((incident) => incident.unremediateCode === unremediateCode);
    const incident = this.made[index];
    if (incident === undefined) return null;
    this.made[index] = change(incident);
    return incident;
  }

  find(id: string, now: number): LogRow | null {
    const [first, second] = this.mint.open("incident", id) ?? [];
    const candidates = typeof first === "number" ? this.about(first, first + 1) : this.made;
    for (const incident of candidates) {
      const { key, create } = incident;
      if (key[0] === first && key[1] === second && create <= now) return this.place(incident, now);
    }
    return null;
  }

  forgetFrom(time: number): void {
    this.spans.forgetFrom(time);
  }

  private place(incident: Incident, now: number): LogRow {
    const { key, create, order } = incident;
    const step = stepAt(incident, now);
    const fields = writeIncident(incident, { id: this.mint.seal("incident", key), step });
    return {
      time: this.isByModified ? step.time : create,
      order,
      fields,
      // Written when it is asked for: filters leave most of them out.
      get raw() {
        return JSON.stringify(fields);
      },
      visibleFrom: create,
    };
  }

  /** By their creation, made as far as they are read. */
  private *createdRows(scan: LogScan): Iterable<LogRow> {
    const { oldestFirst, now } = scan;
    const { from, until } = spanLeft(scan);
    const bounds = [Math.max(from, this.historyStart), Math.min(until, now)] as const;
    for (const incident of this.spans.around(...bounds, { oldestFirst })) {
      const { create: time, order } = incident;
      if (isWanted({ time, order, visibleFrom: time }, scan)) yield this.place(incident, now);
    }
  }

  /** All that may have changed in a span, in order of the last change. */
  private changedRows({ from, until, now }: LogScan): LogRow[] {
    const oldest = Math.max(from - incidentLifeMs, this.historyStart);
    return [...this.spans.around(oldest, Math.min(until, now))]
      .filter(({ create }) => create <= now)
      .map((incident) => this.place(incident, now))
      .concat(this.madeRows(now))
      .sort(comparePlaces);
  }

  /** The incidents of a span in order of their creation. Most mail need not be made to know that its own is made at another time. */
  private make(from: number, until: number): Incident[] {
    const isMeant = (sketch: Sketch) => {
      if (!isDetonated(sketch)) return false;
      const create = creationOf(sketch);
      return create >= from && create < until;
    };
    return this.about(from - creationMs, until, isMeant).sort(
      (one, other) => one.create - other.create || one.order - other.order,
    );
  }

  /** The incidents about the mail of a span. */
  private about(from: number, until: number, isMeant?: (sketch: Sketch) => boolean): Incident[] {
    const start = Math.max(from, this.historyStart);
    return this.traffic
      .messagesBetween(start, until, sandboxed, isMeant)
      .flatMap((message) => findIncident(message, this.traffic.company) ?? []);
  }
}
