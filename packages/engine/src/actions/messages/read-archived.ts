import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId, withoutBlanks } from "../model/inputs.js";
import { addressText } from "../names/names.js";

const input = z.strictObject({
  id: tenantId.describe("the message, by its id as search-archive and list-archive tell it"),
  part: z
    .enum(["plain", "html", "rfc822"])
    .default("plain")
    .describe("its text, its HTML, or the whole of it"),
  as: z
    .enum(["received", "delivered"])
    .default("delivered")
    .describe("as it came, links and all, or as it went on, with its links rewritten"),
  mailbox: addressText.optional().describe("whose copy of it, where several had it"),
});

/** A part of an archived message. As delivered it has rewritten links; as received it may be dangerous to open. */
export const readArchived: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "read-archived",
  family: "messages",
  sentence: "Reads the text of an archived message, or the whole of it, as it was received or delivered.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-message-part"], writes: [] }),
  columns: [
    { title: "kind", path: "contentType" },
    { title: "text", path: "text" },
  ],
  async *read(client, { input: { id, part, as, mailbox }, signal }) {
    const item = withoutBlanks({ id, context: as.toUpperCase(), type: part.toUpperCase(), mailbox });
    const { contentType, bytes } = await client.readFile("archive.get-message-part", { item, signal });
    yield { contentType, text: bytes.toString("utf8") };
  },
};
