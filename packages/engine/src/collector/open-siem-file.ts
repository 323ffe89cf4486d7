import { openPackedFiles, type PackedFile } from "./packed-files.js";
import { BrokenFile } from "./unpack.js";

/** One log file of an API 1.0 answer: its records, or why it can't be read. */
export type SiemFile =
  | { readonly kind: "records"; readonly name: string; readonly records: readonly unknown[] }
  | { readonly kind: "broken"; readonly name: string; readonly problem: string; readonly bytes: Buffer };

/** An unpacked file larger than this is not taken into memory. The vendor's are a few MiB. */
const maxFileBytes = 128 * 1024 * 1024;

/** Opens an answer's body, whichever of its forms it has: zip of files, one JSON file, or key=value lines. */
export async function* openSiemFiles(answer: { fileName: string; bytes: Buffer }): AsyncGenerator<SiemFile> {
  try {
    for await (const file of openPackedFiles(answer)) yield await readSiemFile(file);
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    yield { kind: "broken", name: answer.fileName, problem: error.message, bytes: answer.bytes };
  }
}

async function readSiemFile({ name, read }: PackedFile): Promise<SiemFile> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of read()) {
      size += chunk.length;
      if (size > maxFileBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    return { kind: "broken", name, problem: error.message, bytes: Buffer.concat(chunks) };
  }
  return parseSiemFile(name, Buffer.concat(chunks));
}

function tooLarge(): BrokenFile {
  return new BrokenFile(`larger than ${maxFileBytes} bytes`, { head: Buffer.alloc(0), isWhole: false });
}

function parseSiemFile(name: string, bytes: Buffer): SiemFile {
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
