import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({
  id: tenantId.describe("the message, by its id as search-archive and list-archive tell it"),
});

/** One archived message, without its text. */
export const showArchived: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-archived",
  family: "messages",
  sentence: "Tells addresses, headers and attachments of an archived message, and how its text begins.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-message-detail"], writes: [] }),
  columns: [
    { title: "received", path: "received" },
    { title: "from", path: "from.emailAddress" },
    { title: "subject", path: "subject" },
    { title: "begins", path: "messageBodyPreview" },
    { title: "size", path: "size" },
  ],
  async *read(client, { input: { id }, signal }) {
    yield* readRows((await client.call("archive.get-message-detail", { data: [{ id }], signal })).data);
  },
};
