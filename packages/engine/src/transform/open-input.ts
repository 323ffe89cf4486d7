import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { openPackedFiles, type PackedFile } from "../collector/packed-files.js";
import { BrokenFile } from "../collector/unpack.js";

/** Bytes that can't be unpacked; what came out before stays. */
export class BrokenInput extends Error {}

const gunzipChunkBytes = 64 * 1024;
/** As many bytes as the longest mark has. */
const markBytes = 4;

/** A zip is opened from its end, and so has to be held; what the vendor packs stays far below this. */
const maxZipBytes = 64 * 1024 * 1024;

/** A piece of the input with a name and lines of its own: all of it, or a file of a zip. */
export interface InputFile {
  readonly name: string | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * The files of an input as UTF-8. What it is its first bytes tell: gzip and zip are unpacked, UTF-16 is decoded.
 * Throws BrokenInput, and so do the files, for what can't be unpacked.
 */
export async function* openInput(
  source: AsyncIterable<Uint8Array>,
  name: string | null,
): AsyncGenerator<InputFile> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const first = await readHead(chunks);
    const whole = putBack(first, chunks);
    if (isZip(first)) yield* openZip(whole, name);
    else yield { name, chunks: toText(first, whole) };
  } finally {
    await chunks.return?.();
  }
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < markBytes) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    head.push(value);
    length += value.length;
  }
  return Buffer.concat(head);
}

function toText(first: Buffer, whole: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (first[0] === 0x1f && first[1] === 0x8b) return unzip(whole);
  if (first[0] === 0xff && first[1] === 0xfe) return decode(whole, "utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return decode(whole, "utf-16be");
  return whole;
}

function isZip(first: Buffer): boolean {
  return first.subarray(0, markBytes).toString("latin1") === "PK\x03\x04";
}

async function* openZip(whole: AsyncIterable<Uint8Array>, name: string | null): AsyncGenerator<InputFile> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of whole) {
    length += piece.length;
    if (length > maxZipBytes) {
      throw new BrokenInput(
        `the zip is larger than ${maxZipBytes / 1024 / 1024} MiB, and has to be unpacked first`,
      );
    }
    pieces.push(piece);
  }
  try {
    for await (const file of openPackedFiles({ fileName: name ?? "", bytes: Buffer.concat(pieces) })) {
      yield { name: file.name, chunks: readPacked(file) };
    }
  } catch (error) {
    throw toBrokenInput(error);
  }
}

async function* readPacked(file: PackedFile): AsyncGenerator<Uint8Array> {
  try {
    yield* file.read();
  } catch (error) {
    throw toBrokenInput(error);
  }
}

function toBrokenInput(error: unknown): unknown {
  return error instanceof BrokenFile ? new BrokenInput(error.message, { cause: error }) : error;
}

async function* putBack(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (;;) {
    const { value, done } = await rest.next();
    if (done === true) return;
    yield value;
  }
}

async function* unzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: gunzipChunkBytes });
  const fed = pipeline(Readable.from(source), gunzip);
  // Told by the loop below, in its place behind what was unpacked before.
  fed.catch(() => {});
  try {
    yield* gunzip;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))) throw error;
    throw new BrokenInput(`gzip: ${error.message}`, { cause: error });
  }
}

/** What Windows' shells write when output is sent to a file. */
async function* decode(
  source: AsyncIterable<Uint8Array>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
