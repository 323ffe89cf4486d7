import { splitItems } from "./json-items.js";
import type { Line } from "./lines.js";
import { openPackedFiles } from "./packed-files.js";
import { splitRows } from "./table-rows.js";

/** A file of a threat feed. Its objects come one by one, however many there are; BrokenFile ends them. */
export interface ThreatFile {
  readonly name: string;
  readonly objects: AsyncIterable<readonly Line[]>;
}

/** Opens an answer's body, whichever of its forms it has: STIX bundle, table, or a zip of these. Throws BrokenFile. */
export async function* openThreatFiles(answer: {
  fileName: string;
  bytes: Buffer;
}): AsyncGenerator<ThreatFile> {
  for await (const { name, read } of openPackedFiles(answer)) yield { name, objects: splitObjects(read()) };
}

async function* splitObjects(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first = await iterator.next();
  while (first.done !== true && isBlank(first.value)) first = await iterator.next();
  if (first.done === true) return;
  const { value } = first;
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator };
  async function* all(): AsyncGenerator<Uint8Array> {
    yield value;
    yield* rest;
  }
  const head = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    .toString("utf8", 0, 1024)
    .trimStart();
  if (/^\uFEFF?[[{]/.test(head)) yield* splitItems(all(), "objects");
  else yield* splitRows(all());
}

function isBlank(chunk: Uint8Array): boolean {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1").trim() === "";
}
