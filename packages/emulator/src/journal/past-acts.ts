import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory, writeAll } from "./write-all.js";

/**
 * The acts that a tenant's file has put together, for a version of the code that can't read the picture. Nothing reads
 * them otherwise: who won't start the tenant with a newer version can delete them.
 */
export class PastActs {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Adds lines behind the first `keep` bytes; how long it is then. Null when these are gone, and so is the use of it. */
  add(lines: Buffer, keep: number | null): number | null {
    if (keep === null) return null;
    const file = openSync(this.path, "a+", 0o600);
    try {
      if (fstatSync(file).size < keep) return null;
      // What stands behind was added by a process that ended before it could use it.
      ftruncateSync(file, keep);
      writeAll(file, lines);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (keep === 0) syncDirectory(dirname(this.path));
    return keep + lines.length;
  }

  /** Null where it isn't whole. */
  read(bytes: number | null): string[] | null {
    if (bytes === 0) return [];
    try {
      const content = readFileSync(this.path);
      if (bytes === null || content.length < bytes) return null;
      return content.subarray(0, bytes).toString().trimEnd().split("\n");
    } catch {
      return null;
    }
  }
}
