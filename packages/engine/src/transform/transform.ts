import { splitLines } from "../collector/lines.js";
import { toPosternError } from "../errors/index.js";
import {
  decodeRecord,
  type Feed,
  findFeed,
  isRecord,
  type RecordSource,
  refuseRecord,
  type VendorRecord,
} from "../feeds/index.js";
import { withoutSecrets } from "../feeds/values/secrets.js";
import { readFileNameTime } from "../feeds/values/time.js";
import { type Form, writeForm } from "../forms/index.js";
import { type Found, findRecords, recogniseRecords } from "./find-records.js";
import { BrokenInput, type InputFile, openInput } from "./open-input.js";
import type { Fault, Problem } from "./problem.js";
import { createValueReader, type ReadValue } from "./read-values.js";

export interface TransformOptions {
  /** null: each record's feed is told from its fields. */
  readonly feed: Feed | null;
  readonly form: Form;
  /** Whether the record's text stands in the document; default true. */
  readonly original?: boolean;
  /** The input's name, without directories: the files of SIEM 1.0 tell type and time by it. */
  readonly fileName?: string;
  /** Time for records that have none, milliseconds since the epoch; that in the file's name comes first. */
  readonly fallbackTime: number;
}

/** A document, and where its record stood in the input. */
export interface WrittenDocument {
  /** JSON on one line. */
  readonly text: string;
  readonly line: number;
}

/** A piece of what came out, in the order of the input. */
export interface TransformBatch {
  readonly documents: readonly WrittenDocument[];
  readonly problems: readonly Problem[];
}

/** Texts are handed on once so much is gathered. */
const maxBatchCharacters = 1024 * 1024;

/**
 * Makes a document of every record in the bytes. What can't be read is a problem, in its place, and the rest goes on:
 * nothing is dropped in silence. Memory stays the same however long the input is. Throws only what the source throws.
 */
export async function* transform(
  source: AsyncIterable<Uint8Array>,
  options: TransformOptions,
): AsyncGenerator<TransformBatch> {
  try {
    for await (const file of openInput(source, options.fileName ?? null)) yield* transformFile(file, options);
  } catch (error) {
    yield { documents: [], problems: [toProblem(error, 1)] };
  }
}

async function* transformFile(
  { name, chunks }: InputFile,
  options: TransformOptions,
): AsyncGenerator<TransformBatch> {
  const reader = createValueReader();
  const writer = createWriter(name, options);
  let line = 0;
  let broken: Problem | null = null;
  try {
    for await (const lines of splitLines(chunks)) {
      for (const each of lines) {
        line = each.number;
        for (const value of reader.push(each)) yield* writer.write(value);
      }
      yield* writer.take();
    }
  } catch (error) {
    broken = toProblem(error, line + 1);
  }
  for (const value of reader.end()) yield* writer.write(value);
  if (broken !== null) writer.refuse(broken, broken.line);
  yield* writer.take();
}

/** Only what can't be unpacked is the input's own problem: everything else goes on being thrown. */
function toProblem(error: unknown, line: number): Problem {
  if (!(error instanceof BrokenInput)) throw error;
  return { code: "broken-file", message: `The input can't be unpacked: ${error.message}.`, line };
}

interface Writer {
  /** Gathers what a value gives; what is enough is handed on. */
  write(value: ReadValue): Generator<TransformBatch>;
  refuse(fault: Fault, line: number): void;
  take(): Generator<TransformBatch>;
}

function createWriter(fileName: string | null, options: TransformOptions): Writer {
  const feed = options.feed === null ? null : storedUnder(options.feed);
  const source: RecordSource = {
    part: "",
    fileName,
    fallbackTime: (fileName === null ? null : readFileNameTime(fileName)) ?? options.fallbackTime,
  };
  let documents: WrittenDocument[] = [];
  let problems: Problem[] = [];
  let characters = 0;

  const refuse = ({ code, message }: Fault, line: number): void => {
    problems.push({ code, message, line });
    characters += message.length;
  };
  function* take(): Generator<TransformBatch> {
    if (documents.length + problems.length === 0) return;
    const batch = { documents, problems };
    documents = [];
    problems = [];
    characters = 0;
    yield batch;
  }
  return {
    refuse,
    take,
    *write(read) {
      if (!read.ok) return refuse(read.problem, read.problem.line);
      const { value, line } = read;
      for (const found of feed === null ? recogniseRecords(value) : findRecords(value, feed)) {
        const text = found.ok && found.value === value ? read.text : null;
        const written = writeFound(found, { ...options, text, source });
        if (typeof written === "string") {
          documents.push({ text: written, line });
          characters += written.length;
        } else refuse(written, line);
        if (characters >= maxBatchCharacters) yield* take();
      }
    },
  };
}

/** What a stream brings is stored under the feed that confirms it, and has its identity. */
function storedUnder(feed: Feed): Feed {
  return feed.reading.kind === "stream" ? findFeed(feed.reading.confirmedBy) : feed;
}

interface WriteRequest extends TransformOptions {
  /** The record's own text, where it stands on a line of its own. */
  readonly text: string | null;
  readonly source: RecordSource;
}

function writeFound(found: Found, request: WriteRequest): string | Fault {
  if (!found.ok) return found.fault;
  const { feed, value } = found;
  if (!isRecord(value) || refuseRecord(value) !== null) return notARecord(value);
  try {
    return writeRecord(feed, { ...request, record: value });
  } catch (thrown) {
    const { code, message } = toPosternError(thrown);
    return { code, message };
  }
}

function writeRecord(feed: Feed, request: WriteRequest & { readonly record: VendorRecord }): string | Fault {
  const { source, form, original = true } = request;
  const text = request.text ?? JSON.stringify(request.record);
  const { record, raw } = withoutSecrets(feed, { record: request.record, raw: text });
  if (form === "raw") return raw;
  const decoded = decodeRecord(feed, { value: record, raw, source });
  if (decoded === null) return notARecord(record);
  const [time, type] = decoded.row(1);
  const event = { id: Buffer.from(decoded.id).toString("hex"), type, time, record, raw };
  return JSON.stringify(writeForm(feed, event, { form, original }));
}

function notARecord(value: unknown): Fault {
  return { code: "broken-record", message: `It is JSON, but no record: ${refuseRecord(value)}.` };
}
