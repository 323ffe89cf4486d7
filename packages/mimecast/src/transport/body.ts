import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { TransportFault } from "./faults.js";

export interface BodySource {
  readonly stream: Readable;
  readonly contentEncoding: string;
  readonly maxBytes: number;
}

/** Reads a whole body, gunzipped if it came so, and stops at `maxBytes` on either side of the gunzip. */
export async function readBody(source: BodySource): Promise<Buffer> {
  const encoding = source.contentEncoding.trim().toLowerCase();
  const chunks: Buffer[] = [];
  const collect = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of limitBytes(pieces, source.maxBytes)) chunks.push(piece);
  };
  if (encoding === "gzip" || encoding === "x-gzip") {
    // Empty gzip members inflate to nothing: without the first limit a hostile body could go on for ever.
    const limitRaw = (pieces: AsyncIterable<Buffer>) => limitBytes(pieces, source.maxBytes);
    await pipeline(source.stream, limitRaw, createGunzip(), collect);
  } else if (encoding === "" || encoding === "identity") {
    await pipeline(source.stream, collect);
  } else {
    source.stream.destroy();
    throw new TransportFault({
      kind: "unreadable-answer",
      systemCode: null,
      reason: "the answer has a content-encoding that was not asked for",
      isSent: true,
    });
  }
  return Buffer.concat(chunks);
}

/** Passes pieces on until `maxBytes` are exceeded. */
export async function* limitBytes(pieces: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const piece of pieces) {
    sizeBytes += piece.length;
    if (sizeBytes > maxBytes) {
      throw new TransportFault({
        kind: "too-large",
        systemCode: null,
        reason: `the answer is larger than ${maxBytes} bytes`,
        isSent: true,
      });
    }
    yield piece;
  }
}
