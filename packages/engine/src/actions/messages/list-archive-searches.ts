import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { withoutBlanks } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";

const input = z.strictObject({
  query: z.string().trim().min(1).optional().describe("words to look for in the entries"),
});

/** All searches; the call takes words and no dates. */
export const listArchiveSearches: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-archive-searches",
  family: "messages",
  sentence: "Lists who searched the archive for what, as far back as Mimecast keeps it, newest first.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-archive-search-logs"], writes: [] }),
  columns: [
    { title: "time", path: "createTime" },
    { title: "who", path: "emailAddr" },
    { title: "searched", path: "searchText" },
    { title: "why", path: "searchReason" },
  ],
  read: (client, { input: { query }, signal }) =>
    streamRows(client, {
      operation: "archive.get-archive-search-logs",
      item: withoutBlanks({ query }),
      pageSize: 500,
      signal,
    }),
};
