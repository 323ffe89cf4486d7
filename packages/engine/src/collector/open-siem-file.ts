import { promisify } from "node:util";
import yauzl from "yauzl";

/** One log file of an API 1.0 answer: its records, or why it can't be read. */
export type SiemFile =
  | { readonly kind: "records"; readonly name: string; readonly records: readonly unknown[] }
  | { readonly kind: "broken"; readonly name: string; readonly problem: string; readonly bytes: Buffer };

/** An unpacked file larger than this is not taken into memory. The vendor's are a few MiB. */
const maxEntryBytes = 128 * 1024 * 1024;

const openZip = promisify((bytes: Buffer, done: (error: Error | null, zip: yauzl.ZipFile) => void): void =>
  // Names are no paths here: nothing is written to a disk, so an odd one is no reason to refuse the zip.
  yauzl.fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, done),
);

/** Opens an answer's body, whichever of its forms it has: zip of files, one JSON file, or key=value lines. */
export async function* openSiemFiles(request: { fileName: string; bytes: Buffer }): AsyncGenerator<SiemFile> {
  const { fileName, bytes } = request;
  if (!isZip(bytes)) {
    yield readSiemFile(fileName, bytes);
    return;
  }
  let zip: yauzl.ZipFile;
  try {
    zip = await openZip(bytes);
  } catch (error) {
    yield { kind: "broken", name: fileName, problem: `zip: ${describe(error)}`, bytes };
    return;
  }
  try {
    for await (const entry of listEntries(zip)) {
      if (String(entry.fileName).endsWith("/")) continue;
      yield await readEntry(zip, entry);
    }
  } catch (error) {
    yield { kind: "broken", name: fileName, problem: `zip: ${describe(error)}`, bytes };
  } finally {
    zip.close();
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function* listEntries(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | null>((resolve, reject) => {
      zip.once("entry", resolve);
      zip.once("end", () => resolve(null));
      zip.once("error", reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (entry === null) return;
    yield entry;
  }
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<SiemFile> {
  const path = String(entry.fileName);
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = await promisify(zip.openReadStream.bind(zip))(entry);
    for await (const chunk of stream) {
      const piece = Buffer.from(chunk);
      size += piece.length;
      if (size > maxEntryBytes) throw new Error(`larger than ${maxEntryBytes} bytes`);
      chunks.push(piece);
    }
  } catch (error) {
    return { kind: "broken", name, problem: `zip entry: ${describe(error)}`, bytes: Buffer.concat(chunks) };
  }
  return readSiemFile(name, Buffer.concat(chunks));
}

function readSiemFile(name: string, bytes: Buffer): SiemFile {
  const text = bytes.toString("utf8").trim();
  if (text === "") return { kind: "records", name, records: [] };
  if (text.startsWith("{") || text.startsWith("[")) return readJsonFile({ name, bytes, text });
  if (isKeyValueLine(text)) return { kind: "records", name, records: readKeyValueLines(text) };
  return { kind: "broken", name, problem: "neither zip, JSON nor key=value lines", bytes };
}

function readJsonFile({ name, bytes, text }: { name: string; bytes: Buffer; text: string }): SiemFile {
  try {
    const value: unknown = JSON.parse(text);
    const records = typeof value === "object" && value !== null && "data" in value ? value.data : value;
    if (Array.isArray(records)) return { kind: "records", name, records };
    return { kind: "broken", name, problem: "JSON without a list of records", bytes };
  } catch (error) {
    return { kind: "broken", name, problem: describe(error), bytes };
  }
}

/** Whether it begins like the other form of these logs: `datetime=…|aCode=…|`. */
export function isKeyValueLine(text: string): boolean {
  return /^\w+=[^|\n]*\|/m.test(text);
}

/** Line ends come in all forms. */
function readKeyValueLines(text: string): Record<string, string>[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .map(readKeyValueLine);
}

/** `datetime=…|aCode=…|Subject=\…\`: a value may hold further equals signs, and bars where no name follows. */
export function readKeyValueLine(line: string): Record<string, string> {
  const record: Record<string, string> = {};
  let last = "";
  for (const pair of line.replace(/\|$/, "").split("|")) {
    const [, name, value = ""] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined) record[last] = `${record[last] ?? ""}|${pair}`;
    else {
      record[name] = value;
      last = name;
    }
  }
  for (const [name, value] of Object.entries(record)) record[name] = value.replace(/^\\(.*)\\$/s, "$1");
  return record;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
