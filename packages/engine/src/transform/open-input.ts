import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** Bytes that can't be unpacked; what came out before stays. */
export class BrokenInput extends Error {}

const gunzipChunkBytes = 64 * 1024;
/** As many bytes as the longest mark needs. */
const markBytes = 2;

/** The text of an input: unzipped where it begins as gzip does, and in UTF-8 where it is UTF-16. */
export async function* openInput(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const head: Uint8Array[] = [];
    let length = 0;
    while (length < markBytes) {
      const { value, done } = await chunks.next();
      if (done === true) break;
      head.push(value);
      length += value.length;
    }
    const first = Buffer.concat(head);
    const whole = putBack(first, chunks);
    if (first[0] === 0x1f && first[1] === 0x8b) yield* unzip(whole);
    else if (first[0] === 0xff && first[1] === 0xfe) yield* decode(whole, "utf-16le");
    else if (first[0] === 0xfe && first[1] === 0xff) yield* decode(whole, "utf-16be");
    else yield* whole;
  } finally {
    await chunks.return?.();
  }
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
