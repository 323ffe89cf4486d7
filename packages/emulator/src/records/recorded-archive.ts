import type { Generation } from "@postern/mimecast/catalogue";
import { dayMs } from "../clock/spans.js";
import { LineSink, type RenderedRecords } from "../siem/line-sink.js";
import {
  type FileRef,
  messagesPerPart,
  type Separator,
  type SiemArchive,
  type SiemEventType,
} from "../siem/siem-archive.js";
import type { DayRecords } from "./load-records.js";

/** Recorded mail logs: a batch is a day, all of them published, none of them ever dropped. */
export class RecordedArchive implements SiemArchive {
  readonly batchMs = dayMs;
  private readonly records: Readonly<Record<Generation, DayRecords>>;
  private readonly spans: Readonly<Record<Generation, { first: number; end: number }>>;

  constructor(records: Readonly<Record<Generation, DayRecords>>) {
    this.records = records;
    this.spans = { "1.0": findSpan(records["1.0"]), "2.0": findSpan(records["2.0"]) };
  }

  bounds(generation: Generation): { readonly first: number; readonly end: number } {
    return this.spans[generation];
  }

  countParts(generation: Generation, file: { readonly batch: number; readonly type: SiemEventType }): number {
    return Math.ceil(this.linesOf(generation, file).length / messagesPerPart);
  }

  render(
    generation: Generation,
    ref: FileRef,
    separator: Separator,
  ): ReadonlyMap<SiemEventType, RenderedRecords> {
    const start = ref.part * messagesPerPart;
    const sink = new LineSink(separator);
    for (const raw of this.linesOf(generation, ref).slice(start, start + messagesPerPart)) sink.push(raw);
    return new Map([[ref.type, sink.finish()]]);
  }

  private linesOf(
    generation: Generation,
    file: { readonly batch: number; readonly type: SiemEventType },
  ): readonly string[] {
    return this.records[generation].get(file.type)?.get(file.batch) ?? [];
  }
}

function findSpan(records: DayRecords): { first: number; end: number } {
  const days = [...records.values()].flatMap((byDay) => [...byDay.keys()]);
  if (days.length === 0) return { first: 0, end: 0 };
  const sorted = days.sort((one, other) => one - other);
  return { first: sorted[0] ?? 0, end: (sorted[sorted.length - 1] ?? -1) + 1 };
}
