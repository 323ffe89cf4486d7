import { promisify } from "node:util";
import yauzl from "yauzl";
import { BrokenFile } from "./unpack.js";

/** A file of an answer: the answer's own body, or one that a zip holds. */
export interface PackedFile {
  readonly name: string;
  /** Its bytes. Throws BrokenFile where they are damaged. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

const openZip = promisify((bytes: Buffer, done: (error: Error | null, zip: yauzl.ZipFile) => void): void =>
  // Names are no paths here: nothing is written to a disk, so an odd one is no reason to refuse the zip.
  yauzl.fromBuffer(bytes, { lazyEntries: true, decodeStrings: false, autoClose: false }, done),
);

/** The files of an answer, one after the other. Throws BrokenFile for a zip that can't be opened or gone through. */
export async function* openPackedFiles(answer: {
  readonly fileName: string;
  readonly bytes: Buffer;
}): AsyncGenerator<PackedFile> {
  const { fileName, bytes } = answer;
  if (!isZip(bytes)) {
    yield { name: fileName, read: () => pieceOf(bytes) };
    return;
  }
  const broken = (error: unknown): BrokenFile =>
    new BrokenFile(`zip: ${describe(error)}`, { head: bytes, isWhole: true });
  let zip: yauzl.ZipFile;
  try {
    zip = await openZip(bytes);
  } catch (error) {
    throw broken(error);
  }
  try {
    for (;;) {
      const entry = await nextEntry(zip).catch((error: unknown) => {
        throw broken(error);
      });
      if (entry === null) return;
      const path = String(entry.fileName);
      if (path.endsWith("/")) continue;
      yield { name: path.split(/[\\/]/).at(-1) ?? path, read: () => readEntry(zip, entry) };
    }
  } finally {
    zip.close();
  }
}

async function* pieceOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function isZip(bytes: Buffer): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function nextEntry(zip: yauzl.ZipFile): Promise<yauzl.Entry | null> {
  const entry = await new Promise<yauzl.Entry | null>((resolve, reject) => {
    zip.once("entry", resolve);
    zip.once("end", () => resolve(null));
    zip.once("error", reject);
    zip.readEntry();
  });
  zip.removeAllListeners();
  return entry;
}

async function* readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  try {
    const stream = await promisify(zip.openReadStream.bind(zip))(entry);
    for await (const chunk of stream) yield Buffer.from(chunk);
  } catch (error) {
    throw new BrokenFile(`zip entry: ${describe(error)}`, { head: Buffer.alloc(0), isWhole: false });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
