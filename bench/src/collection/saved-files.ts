import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface SavedFile {
  readonly name: string;
  /** The event type of the listing that named it. */
  readonly part: string;
  /** Bytes of its text. */
  readonly bytes: number;
  readonly lines: readonly string[];
}

/** The warm-up's files one by one, unzipped and split: in the order in which the collector reads them. */
export function* readSavedFiles(directory: string): Generator<SavedFile> {
  const numbered = readdirSync(directory).sort((one, other) => numberOf(one) - numberOf(other));
  for (const name of numbered) {
    const text = gunzipSync(readFileSync(join(directory, name)));
    const lines = text.toString("utf8").split("\n");
    if (lines.at(-1) === "") lines.pop();
    yield {
      name,
      part: name.slice(0, name.lastIndexOf("-")).replaceAll("_", " "),
      bytes: text.length,
      lines,
    };
  }
}

function numberOf(name: string): number {
  return Number(name.slice(name.lastIndexOf("-") + 1, -3));
}
