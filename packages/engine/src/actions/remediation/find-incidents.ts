import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows, textAt } from "../model/read-all.js";
import { findIncidents } from "./incidents.js";

const input = z.strictObject({
  ...span,
  code: z.string().trim().optional().describe("its code, like TR-CXX0A00-00012-M"),
  about: z
    .string()
    .trim()
    .optional()
    .describe("what it searched by: a message id, a hash or a URL, or a part"),
  kind: z.enum(["automatic", "manual", "notify_only", "restored"]).optional().describe("how it came about"),
});

const monthMs = 30 * 86_400_000;

/** Filters are ours: those of the vendor leave out what exists. */
export const listIncidents: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "find-incidents",
  family: "remediation",
  sentence:
    "Finds remediation incidents and how far they have come; of the last month unless told otherwise.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [findIncidents], writes: [] }),
  columns: [
    { title: "made", path: "create" },
    { title: "code", path: "code" },
    { title: "kind", path: "type" },
    { title: "found", path: "identified" },
    { title: "removed", path: "successful" },
    { title: "failed", path: "failed" },
    { title: "restored", path: "restored" },
    { title: "reason", path: "reason" },
  ],
  async *read(client, { input: { code, about, kind, since, until }, now, signal }) {
    const item = boundsOf({ since: since ?? new Date(now() - monthMs).toISOString(), until });
    for await (const row of streamRows(client, { operation: findIncidents, item, pageSize: 500, signal })) {
      const sought = ["messageId", "fileHash", "url"].map((name) => textAt(row, `searchCriteria.${name}`));
      const isMeant =
        (code === undefined || textAt(row, "code").toLowerCase() === code.toLowerCase()) &&
        (about === undefined || sought.some((value) => value.toLowerCase().includes(about.toLowerCase()))) &&
        (kind === undefined || row["type"] === kind);
      if (isMeant) yield row;
    }
  },
};
