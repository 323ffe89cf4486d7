import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { boundsOf, span } from "../model/inputs.js";
import { streamRows } from "../model/read-all.js";
import { addressText } from "../names/names.js";

const input = z.strictObject({
  ...span,
  mailbox: addressText.describe("whose mail"),
  view: z.enum(["inbox", "sent"]).default("inbox").describe("what was received, or what was sent"),
  includeAliases: z.boolean().default(true).describe("with the mail of the mailbox's other addresses"),
  includeDelegates: z.boolean().default(false).describe("with the mail of mailboxes that it may open"),
});

/** One mailbox as the archive has it. */
export const listArchive: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-archive",
  family: "messages",
  sentence: "Lists the archived mail of one mailbox, newest first; of the last month unless told otherwise.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-message-list"], writes: [] }),
  columns: [
    { title: "received", path: "received" },
    { title: "from", path: "from.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "size", path: "size" },
    { title: "id", path: "id" },
  ],
  read: (client, { input: { mailbox, view, includeAliases, includeDelegates, ...wanted }, signal }) =>
    streamRows(client, {
      operation: "archive.get-message-list",
      item: { ...boundsOf(wanted), mailbox, view: view.toUpperCase(), includeAliases, includeDelegates },
      pageSize: 500,
      signal,
    }),
};
