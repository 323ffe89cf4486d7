import { serveOnce } from "./child.js";
import { readSavedFiles } from "./saved-files.js";
import { type Spent, startSpending } from "./spent.js";

export interface ParseRequest {
  readonly directory: string;
}

/** Gunzip, split and JSON.parse, one file after the other on one thread: what nobody can avoid. */
async function measureParsing({ directory }: ParseRequest): Promise<Spent> {
  const spend = startSpending();
  let events = 0;
  let bytes = 0;
  let keys = 0;
  for (const file of readSavedFiles(directory)) {
    bytes += file.bytes;
    for (const line of file.lines) {
      const record: unknown = JSON.parse(line);
      // Looked at, so that no engine may leave the parsing out.
      if (typeof record === "object" && record !== null && "timestamp" in record) keys += 1;
      events += 1;
    }
  }
  if (keys !== events) throw new Error(`${events - keys} of ${events} records have no timestamp.`);
  return spend({ events, bytes });
}

await serveOnce(measureParsing);
