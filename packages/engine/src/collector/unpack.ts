import { type Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { maxQuarantineBytes } from "./batch.js";

const gunzipChunkBytes = 64 * 1024;

/** The file itself is damaged: not gzip, cut off, or no text of records. */
export class BrokenFile extends Error {
  readonly head: Buffer;
  readonly isWhole: boolean;

  constructor(message: string, { head, isWhole }: { head: Buffer; isWhole: boolean }) {
    super(message);
    this.head = head;
    this.isWhole = isWhole;
  }
}

/**
 * Unzips by the gzip magic, since some HTTP layers have unpacked already. The head is kept for quarantine only where
 * it is wanted: a copy of every good file is memory that the collector does not have.
 */
export async function* unpack(
  body: Readable,
  { keepsHead }: { keepsHead: boolean },
): AsyncGenerator<Uint8Array> {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let totalBytes = 0;
  const broken = (problem: string): BrokenFile =>
    new BrokenFile(problem, { head: Buffer.concat(kept), isWhole: totalBytes === keptBytes });
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      totalBytes += chunk.length;
      if (keepsHead && keptBytes < maxQuarantineBytes) {
        const piece = Buffer.from(chunk.subarray(0, maxQuarantineBytes - keptBytes));
        kept.push(piece);
        keptBytes += piece.length;
      }
      done(null, chunk);
    },
  });
  body.on("error", (error) => watch.destroy(error));
  // A reader that left early takes no errors; without this they would end the process.
  watch.on("error", ignore);
  body.pipe(watch);
  const first = await firstChunk(watch);
  if (first === null) return;
  if (first[0] === 0x1f && first[1] === 0x8b) {
    const gunzip = createGunzip({ chunkSize: gunzipChunkBytes });
    watch.on("error", (error) => gunzip.destroy(error));
    gunzip.on("error", ignore);
    watch.pipe(gunzip);
    try {
      yield* gunzip;
    } catch (error) {
      throw isZlibError(error) ? broken(`gzip: ${error.message}`) : error;
    }
    return;
  }
  if (!/^\s*\{/.test(first.toString("utf8"))) throw broken("neither gzip nor lines of JSON");
  yield* watch;
}

/** Looks at the first chunk and puts it back. */
async function firstChunk(stream: Transform): Promise<Buffer | null> {
  return await new Promise((resolve, reject) => {
    stream.once("error", reject);
    stream.once("end", () => resolve(null));
    stream.once("readable", () => {
      const chunk: unknown = stream.read();
      if (!Buffer.isBuffer(chunk)) return resolve(null);
      stream.unshift(chunk);
      resolve(chunk);
    });
  });
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function ignore(): void {}
