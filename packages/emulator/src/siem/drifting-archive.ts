import type { Generation } from "@postern/mimecast/catalogue";
import { isObject, parseJson, readNumber } from "../wire/decode.js";
import { type Drift, driftRecord } from "./drift.js";
import { LineSink, type RenderedRecords, splitRecords } from "./line-sink.js";
import {
  type FileRef,
  feedOfType,
  type Separator,
  type SiemArchive,
  type SiemEventType,
} from "./siem-archive.js";

/** An archive whose lines of the gateway drift in API 2.0 from when that is switched on. */
export class DriftingArchive implements SiemArchive {
  readonly batchMs: number;
  private readonly archive: SiemArchive;
  private readonly drift: Drift;

  constructor(archive: SiemArchive, drift: Drift) {
    this.archive = archive;
    this.drift = drift;
    this.batchMs = archive.batchMs;
  }

  bounds(generation: Generation, now: number): { readonly first: number; readonly end: number } {
    return this.archive.bounds(generation, now);
  }

  countParts(generation: Generation, file: { readonly batch: number; readonly type: SiemEventType }): number {
    return this.archive.countParts(generation, file);
  }

  render(
    generation: Generation,
    ref: FileRef,
    separator: Separator,
  ): ReadonlyMap<SiemEventType, RenderedRecords> {
    const rendered = this.archive.render(generation, ref, separator);
    if (generation === "1.0" || feedOfType(ref.type) !== "siem-2.0" || !this.drift.isKnown) return rendered;
    return new Map([...rendered].map(([type, records]) => [type, this.respell(records)]));
  }

  /** Files of API 2.0 have a record a line. */
  private respell(records: RenderedRecords): RenderedRecords {
    const sink = new LineSink("\n");
    for (const raw of splitRecords(records)) {
      const record = parseJson(raw);
      const drifts = isObject(record) && this.drift.isOnAt(readNumber(record, "timestamp") ?? 0);
      sink.push(drifts ? JSON.stringify(driftRecord(record, "batch")) : raw);
    }
    return sink.finish();
  }
}
