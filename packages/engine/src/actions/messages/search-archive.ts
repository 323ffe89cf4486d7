import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows, type TenantRow, textAt } from "../model/read-all.js";
import { writeArchiveQuery } from "./archive-query.js";

const input = z.strictObject({
  text: z.string().trim().optional().describe("words that all have to occur"),
  from: z.string().trim().optional().describe("the sender: an address or a domain"),
  to: z.string().trim().optional().describe("the recipient: an address or a domain"),
  within: z
    .enum(["today", "yesterday", "last_week", "last_month", "last_year"])
    .default("last_week")
    .describe("of which days"),
  attachments: z
    .enum(["optional", "any", "none"])
    .default("optional")
    .describe("with files or without (optional), with some (any), or without any (none)"),
  most: z.number().int().min(1).max(10_000).default(100).describe("how many messages at most"),
});

const operation = "archive.search";
const pageSize = 100;

/** Mail of all mailboxes, by words and addresses. Times are in the account's time zone, and `attachmentcount` counts too few. */
export const searchArchive: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "search-archive",
  family: "messages",
  sentence: "Searches the archive of the whole account, newest first.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.search"], writes: [] }),
  columns: [
    { title: "received", path: "receiveddate" },
    { title: "from", path: "displayfromaddress" },
    { title: "to", path: "displayto" },
    { title: "subject", path: "subject" },
    { title: "id", path: "id" },
  ],
  async *read(client, { input: { most, ...search }, signal }) {
    let told = 0;
    for (let start = 0; ; start += pageSize) {
      const query = writeArchiveQuery(search, { size: pageSize, start });
      // Without admin a search across the account quietly finds nothing.
      const answer = await client.call(operation, { data: [{ admin: true, query }], signal });
      const rows = readRows(readAnswerRows(operation, answer));
      for (const row of rows) {
        if (search.from !== undefined && search.to !== undefined && !isTo(row, search.to)) continue;
        yield row;
        told += 1;
        if (told === most) return;
      }
      if (rows.length < pageSize) return;
    }
  },
};

function isTo(row: TenantRow, wanted: string): boolean {
  const list = row["displaytoaddresslist"];
  return (Array.isArray(list) ? list : []).some((person) => {
    const address = textAt(person, "emailAddress").toLowerCase();
    return address === wanted.toLowerCase() || address.endsWith(`@${wanted.toLowerCase()}`);
  });
}
