import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { isObject, parseJson } from "../wire/decode.js";
import type { Entry, Header } from "./entry.js";
import { TenantFileError } from "./file-error.js";
import { lockFile } from "./lock.js";

const formatVersion = 1;
const signature = '{"postern":"emulated-tenant"';

/** One JSON line after the other, each on disk before it counts. */
export class JournalFile {
  readonly path: string;
  /** Null in a file that is new. */
  readonly header: Header | null;
  readonly entries: readonly Entry[];
  private readonly file: number;
  private readonly unlock: () => void;
  private isOpen = true;

  /** Opens a file, or makes one for its owner alone. Throws TenantFileError. */
  constructor(path: string) {
    this.path = path;
    try {
      this.unlock = lockFile(path);
      this.file = openSync(path, "a+", 0o600);
    } catch (error) {
      if (error instanceof TenantFileError) throw error;
      throw new TenantFileError("unusable", `${path} can't be used: ${String(error)}`, { cause: error });
    }
    try {
      const { header, entries, length } = readLines(path);
      this.header = header;
      this.entries = entries;
      // What a crash has cut off was never answered.
      ftruncateSync(this.file, length);
      if (header === null) syncDirectory(dirname(path));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  begin(header: Omit<Header, "postern" | "version">): Header {
    const whole: Header = { postern: "emulated-tenant", version: formatVersion, ...header };
    this.write(whole);
    return whole;
  }

  append(entry: Entry): void {
    this.write(entry);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.file);
    this.unlock();
  }

  private write(line: Header | Entry): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    fsyncSync(this.file);
  }
}

function readLines(path: string): { header: Header | null; entries: Entry[]; length: number } {
  const text = readFileSync(path, "utf8");
  const end = text.lastIndexOf("\n") + 1;
  const isOurs = text.startsWith(signature) || signature.startsWith(text);
  if (!isOurs) throw new TenantFileError("not-a-tenant", `${path} is not the file of an emulated tenant.`);
  if (end === 0) return { header: null, entries: [], length: 0 };
  const [first = "", ...others] = text.slice(0, end - 1).split("\n");
  const header = readHeader(path, first);
  const entries = others.map((line, index) => {
    const entry = parseJson(line);
    if (isEntry(entry)) return entry;
    throw new TenantFileError("damaged", `${path}: line ${index + 2} is spoilt. Take a copy from before.`);
  });
  return { header, entries, length: Buffer.byteLength(text.slice(0, end)) };
}

function readHeader(path: string, line: string): Header {
  const header = parseJson(line);
  if (!isHeader(header)) throw new TenantFileError("damaged", `${path}: its first line is spoilt.`);
  if (header.version > formatVersion) {
    throw new TenantFileError(
      "newer-version",
      `${path} was written by a newer version of Postern (format ${header.version}, this one knows ${formatVersion}): update Postern.`,
    );
  }
  return header;
}

/** What the signature says is ours was written by us: a look at its shape is enough. */
function isHeader(value: unknown): value is Header {
  return isObject(value) && typeof value["version"] === "number" && isObject(value["options"]);
}

function isEntry(value: unknown): value is Entry {
  return isObject(value) && typeof value["at"] === "number";
}

function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
