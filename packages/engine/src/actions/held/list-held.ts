import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows, textAt } from "../model/read-all.js";
import { holdList } from "./hold-queue.js";

const input = z.strictObject({
  ...span,
  /** Part of an address, a subject or a reason, whatever its case. */
  from: z.string().optional(),
  to: z.string().optional(),
  subject: z.string().optional(),
  because: z.string().optional(),
  route: z.enum(["inbound", "outbound", "internal", "external"]).optional(),
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
