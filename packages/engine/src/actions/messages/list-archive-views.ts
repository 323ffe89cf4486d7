import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span, withoutBlanks } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";

const input = z.strictObject({
  ...span,
  query: z.string().trim().min(1).optional().describe("words to look for in the entries"),
});

/** Views of a span of time. */
export const listArchiveViews: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-archive-views",
  family: "messages",
  sentence: "Lists who looked at which archived message; today unless told otherwise.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-view-logs"], writes: [] }),
  columns: [
    { title: "time", path: "viewed" },
    { title: "who", path: "viewer" },
    { title: "from", path: "from" },
    { title: "subject", path: "subject" },
  ],
  read: (client, { input: { query, ...wanted }, signal }) =>
    streamRows(client, {
      operation: "archive.get-view-logs",
      item: withoutBlanks({ ...boundsOf(wanted), query }),
      pageSize: 500,
      signal,
    }),
};
