import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

/** One write may take a part only. */
export function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** What was made or renamed in a directory is there after a crash only when the directory is on disk too. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
