import { promisify } from "node:util";
import { crc32, deflateRaw, deflateRawSync, gzip, gzipSync } from "node:zlib";
import type { Generation } from "@postern/mimecast/catalogue";
import { ByteCache } from "../ledger/byte-cache.js";
import { parseJson, readText } from "../wire/decode.js";
import { toKeyValueLine } from "./key-value.js";
import { LineSink, noRecords, type RenderedRecords, splitRecords } from "./line-sink.js";
import { type FileRef, feedOfType, fileKey, type SiemArchive, type SiemEventType } from "./siem-archive.js";

const gzipAsync = promisify(gzip);
const deflateRawAsync = promisify(deflateRaw);

const newline = Buffer.from("\n");
const jsonOpening = Buffer.from('{"type":"MTA","data":[');
const jsonClosing = Buffer.from("]}");
const fast = { level: 1 } as const;

/** How a file goes over the wire: API 2.0 has one way, API 1.0 four. */
export type FileForm =
  | "2.0-gzip"
  | "1.0-json"
  | "1.0-json-deflated"
  | "1.0-key_value"
  | "1.0-key_value-deflated";

export interface EncodedFile {
  /** Of the file as it is with all its lines. */
  readonly key: string;
  /** True records in it; 0 means that the file isn't published. */
  readonly lines: number;
  readonly bytes: Buffer;
  /** Of the content before compression, for the zip's directory. */
  readonly rawSize: number;
  readonly crc: number;
}

export interface FileFacts {
  readonly lines: number;
  readonly size: number;
}

export function generationOf(form: FileForm): Generation {
  return form === "2.0-gzip" ? "2.0" : "1.0";
}

/** The content of a file of API 1.0 or 2.0 around its records. */
function wrapRecords(form: FileForm, rendered: RenderedRecords): Buffer {
  if (form === "2.0-gzip") return Buffer.concat([rendered.bytes, newline]);
  if (form.startsWith("1.0-json")) return Buffer.concat([jsonOpening, rendered.bytes, jsonClosing]);
  return Buffer.from(`${splitRecords(rendered).map(toKeyValueLine).join("\n")}\n`);
}

/** SIEM files ready to be sent: rendered on demand, kept within a cap of bytes. */
export class SiemFiles {
  readonly archive: SiemArchive;
  private readonly cache: ByteCache<EncodedFile>;
  private readonly facts = new Map<string, FileFacts>();
  private readonly making = new Map<string, Promise<ReadonlyMap<SiemEventType, EncodedFile>>>();

  constructor(archive: SiemArchive, options: { readonly cacheBytes: number }) {
    this.archive = archive;
    this.cache = new ByteCache(options.cacheBytes);
  }

  /** How many records and bytes a file has, without keeping it for that. */
  async describe(ref: FileRef, form: FileForm): Promise<FileFacts> {
    const known = this.facts.get(`${form}/${fileKey(ref)}`);
    if (known !== undefined) return known;
    const file = await this.get(ref, form);
    return { lines: file.lines, size: file.bytes.length };
  }

  async get(ref: FileRef, form: FileForm): Promise<EncodedFile> {
    const key = `${form}/${fileKey(ref)}`;
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    if (this.facts.get(key)?.lines === 0) return emptyFile(ref);
    const made = await this.make(ref, form);
    return made.get(ref.type) ?? emptyFile(ref);
  }

  /** All files that can exist in a batch, in the order they are handed out. */
  filesOf(
    batch: number,
    options: { readonly generation: Generation; readonly types: readonly SiemEventType[] },
  ): FileRef[] {
    return options.types.flatMap((type) =>
      Array.from({ length: this.archive.countParts(options.generation, { batch, type }) }, (_, part) => ({
        batch,
        type,
        part,
      })),
    );
  }

  /** Starts making a file that will be asked for soon: it compresses on another core meanwhile. */
  prefetch(ref: FileRef | undefined, form: FileForm): void {
    if (ref === undefined || this.facts.has(`${form}/${fileKey(ref)}`)) return;
    // Whoever asks for the file meets the failure; here nobody waits for it.
    this.make(ref, form).catch(() => undefined);
  }

  private make(ref: FileRef, form: FileForm): Promise<ReadonlyMap<SiemEventType, EncodedFile>> {
    const type = ref.subtype === undefined ? groupOf(ref.type) : ref.type;
    const task = `${form}/${fileKey({ ...ref, type })}`;
    const running = this.making.get(task);
    if (running !== undefined) return running;
    const promise = this.encodeAll(ref, form).finally(() => this.making.delete(task));
    this.making.set(task, promise);
    return promise;
  }

  private select(ref: FileRef, form: FileForm): ReadonlyMap<SiemEventType, RenderedRecords> {
    const separator = form.startsWith("1.0-json") ? "," : "\n";
    const { subtype, ways } = ref;
    if (subtype === undefined && ways === undefined)
      return this.archive.render(generationOf(form), ref, separator);
    const rendered = this.archive.render(generationOf(form), ref, "\n");
    const types = subtype === undefined ? [...rendered.keys()] : [ref.type];
    return new Map(
      types.map((type) => {
        const sink = new LineSink(separator);
        for (const raw of splitRecords(rendered.get(type) ?? noRecords))
          if (isWanted(parseJson(raw), ref)) sink.push(raw);
        return [type, sink.finish()];
      }),
    );
  }

  private async encodeAll(ref: FileRef, form: FileForm): Promise<ReadonlyMap<SiemEventType, EncodedFile>> {
    const rendered = this.select(ref, form);
    const files = await Promise.all(
      [...rendered].map(async ([type, records]) => {
        const file = await encode({ ...ref, type }, { form, records });
        const key = `${form}/${fileKey({ ...ref, type })}`;
        this.remember(key, { lines: file.lines, size: file.bytes.length });
        if (file.lines > 0) this.cache.set(key, file, file.bytes.length + 200);
        return [type, file] as const;
      }),
    );
    return new Map(files);
  }

  /** Two numbers a file: small, but years of them would add up. */
  private remember(key: string, facts: FileFacts): void {
    this.facts.set(key, facts);
    if (this.facts.size <= 300_000) return;
    for (const oldest of this.facts.keys()) {
      this.facts.delete(oldest);
      if (this.facts.size < 250_000) break;
    }
  }
}

function isWanted(record: unknown, { subtype, ways }: FileRef): boolean {
  if (subtype !== undefined && readText(record, "subtype") !== subtype) return false;
  // The route of a delivery is where it was sent on.
  const way = readText(record, "Dir") ?? readText(record, "Route") ?? readText(record, "route");
  return ways === undefined || way === null || ways.some((wanted) => wanted === way.toLowerCase());
}

const madeAlone: ReadonlySet<SiemEventType> = new Set(["receipt", "process", "delivery"]);

/** Types rendered together share a task, so that two readers don't make them twice. */
function groupOf(type: SiemEventType): string {
  return feedOfType(type) === "siem-ci" || madeAlone.has(type) ? type : "rest";
}

function emptyFile(ref: FileRef): EncodedFile {
  return { key: wholeKey(ref), lines: 0, bytes: Buffer.alloc(0), rawSize: 0, crc: 0 };
}

function wholeKey({ ways: _, ...ref }: FileRef): string {
  return fileKey(ref);
}

async function encode(
  ref: FileRef,
  options: { readonly form: FileForm; readonly records: RenderedRecords },
): Promise<EncodedFile> {
  const { form, records } = options;
  if (records.lines === 0) return emptyFile(ref);
  const raw = wrapRecords(form, records);
  const known = { key: wholeKey(ref), lines: records.lines, rawSize: raw.length };
  // A trip to another thread costs more than compressing a few lines here.
  const isSmall = raw.length < 48 * 1024;
  if (form === "2.0-gzip") {
    return { ...known, bytes: isSmall ? gzipSync(raw, fast) : await gzipAsync(raw, fast), crc: 0 };
  }
  if (!form.endsWith("-deflated")) return { ...known, bytes: raw, crc: 0 };
  const bytes = isSmall ? deflateRawSync(raw, fast) : await deflateRawAsync(raw, fast);
  return { ...known, bytes, crc: crc32(raw) };
}
