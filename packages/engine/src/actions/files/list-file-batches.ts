import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readAllPages } from "../model/read-all.js";

const input = z.strictObject({});

/** Lists the uploads of file hashes; the hashes themselves are not told. */
export const listFileBatches: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-file-batches",
  family: "files",
  sentence: "Lists the uploads of file hashes to the account's own list, newest first.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["byo-threat-intelligence.get-batches"], writes: [] }),
  columns: [
    { title: "does", path: "operationType" },
    { title: "hashes", path: "hashCount" },
    { title: "completed", path: "completionTime" },
  ],
  async *read(client, { signal }) {
    const item = { order: "DESC", sortBy: "CREATE_TIME" };
    const operation = "byo-threat-intelligence.get-batches";
    yield* await readAllPages(client, { operation, pageSize: 100, item, signal });
  },
};
