import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Entry, Header, Picture } from "./entry.js";
import { TenantFileError } from "./file-error.js";
import { formatVersion, readEntry, readFile } from "./lines.js";
import { lockFile } from "./lock.js";
import { PastActs } from "./past-acts.js";
import { syncDirectory, writeAll } from "./write-all.js";

/** One JSON line after the other, each on disk before it counts. */
export class JournalFile {
  readonly path: string;
  /** What the acts before the entries have led to, as it was opened; null where they never were put together. */
  readonly picture: Picture | null;
  /** As it was opened. */
  readonly entries: readonly Entry[];
  private first: Header | null;
  private readonly past: PastActs;
  private pastBytes: number | null;
  /** Those that go on being true, whatever is put together: ports, certificates and guesses. */
  private readonly standing = new Map<string, Entry>();
  private readonly unlock: () => void;
  private file: number;
  private length: number;
  /** Where the acts begin that are in no picture. */
  private actsStart: number;
  private isOpen = true;

  /** Opens a file, or makes one for its owner alone. Throws TenantFileError. */
  constructor(path: string) {
    this.path = path;
    this.past = new PastActs(`${path}.past`);
    try {
      this.unlock = lockFile(path);
      this.file = openSync(path, "a+", 0o600);
    } catch (error) {
      if (error instanceof TenantFileError) throw error;
      throw new TenantFileError("unusable", `${path} can't be used: ${String(error)}`, { cause: error });
    }
    try {
      const { header, picture, entries, actsStart, length } = readFile(path);
      this.first = header;
      this.picture = picture;
      this.pastBytes = picture === null ? 0 : picture.pastBytes;
      this.entries = entries;
      this.actsStart = actsStart;
      this.length = length;
      for (const entry of entries) this.keepStanding(entry);
      // What a crash has cut off was never answered, and what wasn't put in this file's place never counted.
      ftruncateSync(this.file, length);
      rmSync(this.besides, { force: true });
      if (header === null) syncDirectory(dirname(path));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Null in a file that is new. */
  get header(): Header | null {
    return this.first;
  }

  /** How much there is to do again at a start, in bytes. */
  get actsBytes(): number {
    return this.length - this.actsStart;
  }

  /** How much there is to read before it. */
  get pictureBytes(): number {
    return this.actsStart;
  }

  /** What was done before the picture was taken. Throws TenantFileError where that isn't kept any more. */
  readPast(): readonly Entry[] {
    const { path } = this.past;
    const lines = this.past.read(this.pastBytes);
    if (lines !== null) return lines.map((line, index) => readEntry(line, `${path}: line ${index + 1}`));
    throw new TenantFileError(
      "not-repeatable",
      `${this.path} was put together by another version of Postern, and ${path}, which this one could do again, is gone or cut off: start that version, or put the file back.`,
    );
  }

  begin(header: Omit<Header, "postern" | "version">): Header {
    this.first = { postern: "emulated-tenant", version: formatVersion, ...header };
    this.write(this.first);
    this.actsStart = this.length;
    fsyncSync(this.file);
    return this.first;
  }

  /** An entry that isn't safe survives the end of the process, though not that of the machine. */
  append(entry: Entry, { isSafe }: { readonly isSafe: boolean }): void {
    this.keepStanding(entry);
    this.write(entry);
    if (isSafe) fsyncSync(this.file);
  }

  /**
   * Puts a picture in the place of the acts that have led to it; they go to the file of past acts. Written beside and
   * renamed: whenever it ends, one of both files is whole, and it is the one with the name.
   */
  putTogether(picture: Omit<Picture, "pastBytes">): void {
    const acts = readFileSync(this.path).subarray(this.actsStart, this.length);
    const pastBytes = this.past.add(acts, this.pastBytes);
    const head = toLines([{ ...this.first, version: formatVersion }, { picture: { ...picture, pastBytes } }]);
    const standing = toLines([...this.standing.values()]);
    const file = openSync(this.besides, "w", 0o600);
    try {
      writeAll(file, head);
      writeAll(file, standing);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(this.besides, this.path);
    syncDirectory(dirname(this.path));
    closeSync(this.file);
    this.file = openSync(this.path, "a+", 0o600);
    this.pastBytes = pastBytes;
    this.actsStart = head.length;
    this.length = head.length + standing.length;
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.file);
    this.unlock();
  }

  private get besides(): string {
    return `${this.path}.new`;
  }

  private keepStanding(entry: Entry): void {
    const { account = 0 } = entry;
    if ("port" in entry) this.standing.set(`port/${account}/${entry.port.host}`, entry);
    if ("guesses" in entry) this.standing.set("guesses", entry);
    if ("identity" in entry) this.standing.set(`identity/${account}`, entry);
  }

  private write(line: Header | Entry): void {
    const bytes = toLines([line]);
    writeAll(this.file, bytes);
    this.length += bytes.length;
  }
}

function toLines(things: readonly object[]): Buffer {
  return Buffer.from(things.map((thing) => `${JSON.stringify(thing)}\n`).join(""));
}
