import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readAllPages } from "../model/read-all.js";
import { list } from "./managed-urls.js";

const input = z.strictObject({
  match: z.string().trim().toLowerCase().optional().describe("a part of the host or the comment"),
  action: z.enum(["block", "permit"]).optional().describe("only those that block, or that permit"),
});

/** Lists the blocked and permitted URLs of the account. */
export const listUrls: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-urls",
  family: "urls",
  sentence: "Lists the blocked and permitted URLs of the account.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [list], writes: [] }),
  columns: [
    { title: "does", path: "action" },
    { title: "for", path: "matchType" },
    { title: "host", path: "domain" },
    { title: "path", path: "path" },
    { title: "comment", path: "comment" },
  ],
  // The list's own filters are known to leave out what they should show.
  async *read(client, { input: { match = "", action }, signal }) {
    for (const row of await readAllPages(client, { operation: list, pageSize: 500, signal })) {
      const text = `${String(row["domain"])} ${String(row["comment"] ?? "")}`.toLowerCase();
      if (text.includes(match) && (action === undefined || row["action"] === action)) yield row;
    }
  },
};
