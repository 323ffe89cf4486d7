import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows, textAt } from "../model/read-all.js";
import { holdList } from "./hold-queue.js";

const input = z.strictObject({
  ...span,
  from: z.string().optional().describe("a part of the sender, in any case"),
  to: z.string().optional().describe("a part of the recipient, in any case"),
  subject: z.string().optional().describe("a part of the subject, in any case"),
  because: z.string().optional().describe("a part of the reason it is held for, in any case"),
  route: z
    .enum(["inbound", "outbound", "internal", "external"])
    .optional()
    .describe("which way it was going"),
});

/** What is held now. Filters are ours: those of the vendor don't always filter, and leave out what exists. */
export const listHeld: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-held",
  family: "held",
  sentence: "Lists the messages that are held now, of all mailboxes, newest first.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [holdList], writes: [] }),
  columns: [
    { title: "received", path: "dateReceived" },
    { title: "from", path: "fromHeader.emailAddress" },
    { title: "to", path: "to.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "reason", path: "reason" },
    { title: "id", path: "id" },
  ],
  async *read(client, { input: { from, to, subject, because, route, ...wanted }, signal }) {
    const item = { admin: true, ...boundsOf(wanted) };
    for await (const row of streamRows(client, { operation: holdList, item, pageSize: 500, signal })) {
      const isMeant =
        isIn(from, row, ["from.emailAddress", "fromHeader.emailAddress"]) &&
        isIn(to, row, ["to.emailAddress"]) &&
        isIn(subject, row, ["subject"]) &&
        isIn(because, row, ["reason", "reasonCode", "policyInfo"]) &&
        (route === undefined || textAt(row, "route").toLowerCase() === route);
      if (isMeant) yield row;
    }
  },
};

function isIn(wanted: string | undefined, row: unknown, paths: readonly string[]): boolean {
  if (wanted === undefined) return true;
  return paths.some((path) => textAt(row, path).toLowerCase().includes(wanted.toLowerCase()));
}
