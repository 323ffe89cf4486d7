import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span, withoutBlanks } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";

const input = z.strictObject({
  ...span,
  query: z.string().trim().min(1).optional().describe("words to look for in the entries"),
});

/** Searches of a span of time. */
export const listAdminSearches: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-admin-searches",
  family: "messages",
  sentence: "Lists which administrators searched the archive for what; today unless told otherwise.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-search-logs"], writes: [] }),
  columns: [
    { title: "time", path: "createTime" },
    { title: "who", path: "emailAddr" },
    { title: "searched", path: "searchText" },
    { title: "why", path: "searchReason" },
  ],
  read: (client, { input: { query, ...wanted }, signal }) =>
    streamRows(client, {
      operation: "archive.get-search-logs",
      item: withoutBlanks({ ...boundsOf(wanted), query }),
      pageSize: 500,
      signal,
    }),
};
