import type { LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { MessageKind } from "../traffic/message.js";
import { comparePlaces } from "../traffic/place.js";
import { SpanIndex } from "../traffic/span-index.js";
import type { Traffic } from "../traffic/traffic.js";
import type { TokenMint } from "../wire/tokens.js";
import { findIncident, type Incident, incidentLifeMs, stepAt, writeIncident } from "./incident.js";

const sandboxed: ReadonlySet<MessageKind> = new Set(["sandboxed"]);

/** The remediation incidents. Each has its place by its creation, and changes for some days after it. */
export class IncidentLog {
  private readonly traffic: Traffic;
  private readonly mint: TokenMint;
  private readonly historyStart: number;
  private readonly isByModified: boolean;
  private readonly hours: SpanIndex<Incident>;
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
    this.hours = new SpanIndex((from, until) => this.make(from, until), options);
  }

  /** The incidents of a span as they are now, in order of time. */
  rowsOf({ from, until, now }: LogScan): LogRow[] {
    const oldest = Math.max(from - incidentLifeMs, this.historyStart);
    return [...this.hours.around(oldest, Math.min(until, now))]
      .filter(({ create }) => create <= now)
      .map((incident) => this.place(incident, now))
      .concat(this.madeRows(now))
      .sort(comparePlaces);
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
    const candidates = typeof first === "number" ? this.hours.around(first, first) : this.made;
    for (const incident of candidates) {
      const { key, create } = incident;
      if (key[0] === first && key[1] === second && create <= now) return this.place(incident, now);
    }
    return null;
  }

  forgetFrom(time: number): void {
    this.hours.forgetFrom(time);
  }

  private place(incident: Incident, now: number): LogRow {
    const { key, create, order } = incident;
    const step = stepAt(incident, now);
    const fields = writeIncident(incident, { id: this.mint.seal("incident", key), step });
    return {
      time: this.isByModified ? step.time : create,
      order,
      fields,
      raw: JSON.stringify(fields),
      visibleFrom: create,
    };
  }

  private make(from: number, until: number): Incident[] {
    const start = Math.max(from, this.historyStart);
    return this.traffic
      .messagesBetween(start, until, sandboxed)
      .flatMap((message) => findIncident(message, this.traffic.company) ?? []);
  }
}
