import type { LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import { HourIndex } from "../traffic/hour-index.js";
import type { MessageKind } from "../traffic/message.js";
import { comparePlaces } from "../traffic/place.js";
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
  private readonly hours: HourIndex<Incident>;

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
    this.hours = new HourIndex((from, until) => this.make(from, until), options.cacheBytes);
  }

  /** The incidents of a span as they are now, in order of time. */
  rowsOf({ from, until, now }: LogScan): LogRow[] {
    const oldest = Math.max(from - incidentLifeMs, this.historyStart);
    return [...this.hours.around(oldest, Math.min(until, now))]
      .filter(({ create }) => create <= now)
      .map((incident) => this.place(incident, now))
      .sort(comparePlaces);
  }

  find(id: string, now: number): LogRow | null {
    const [time, variant] = this.mint.open("incident", id) ?? [];
    if (typeof time !== "number") return null;
    for (const incident of this.hours.around(time, time)) {
      const { message, create } = incident;
      if (message.time === time && message.variant === variant && create <= now)
        return this.place(incident, now);
    }
    return null;
  }

  forgetFrom(time: number): void {
    this.hours.forgetFrom(time);
  }

  private place(incident: Incident, now: number): LogRow {
    const { message, create } = incident;
    const step = stepAt(incident, now);
    const id = this.mint.seal("incident", [message.time, message.variant]);
    const fields = writeIncident(incident, { id, company: this.traffic.company, step });
    return {
      time: this.isByModified ? step.time : create,
      // Two of the same second are told apart by chance: they have no other order.
      order: message.variant >>> 8,
      fields,
      raw: JSON.stringify(fields),
      visibleFrom: create,
    };
  }

  private make(from: number, until: number): Incident[] {
    const start = Math.max(from, this.historyStart);
    return this.traffic
      .messagesBetween(start, until, sandboxed)
      .flatMap((message) => findIncident(message) ?? []);
  }
}
