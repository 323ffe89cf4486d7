import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows, textAt } from "../model/read-all.js";
import { addressText } from "../names/names.js";

const input = z.strictObject({
  user: addressText.optional().describe("only where this address stands on either side"),
});

/** The reference says `primaryAddress` receives the right and `delegateAddress` is the mailbox; a client found the reverse: both are shown under their own names. */
export const listDelegates: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-delegates",
  family: "users",
  sentence: "Lists who may open the mailbox of whom, as Mimecast names the two sides.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["user.find-delegate-users"], writes: [] }),
  columns: [
    { title: "primaryAddress", path: "primaryAddress" },
    { title: "delegateAddress", path: "delegateAddress" },
    { title: "id", path: "id" },
  ],
  async *read(client, { input: { user }, signal }) {
    // Which side a user stands on is told both ways: all are read, and either side counts.
    const answer = await client.call("user.find-delegate-users", { signal });
    for (const row of readRows(readAnswerRows("user.find-delegate-users", answer))) {
      const sides = [textAt(row, "primaryAddress"), textAt(row, "delegateAddress")];
      if (user === undefined || sides.some((side) => side.toLowerCase() === user)) yield row;
    }
  },
};
