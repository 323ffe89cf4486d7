import { readRows as readAnswerRows } from "@postern/mimecast";
import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({
  accountCode: z.string().trim().min(1).optional().describe("of another account, for partners"),
});

const operation = "account.get-dashboard-notifications";

/** What Mimecast has to say to the administrators. */
export const listNotices: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-notices",
  family: "account",
  sentence: "Lists the notices that stand on the dashboard of the console.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["account.get-dashboard-notifications"], writes: [] }),
  columns: [
    { title: "since", path: "visibleFrom" },
    { title: "notice", path: "title" },
  ],
  async *read(client, { input: { accountCode }, signal }) {
    const data = accountCode === undefined ? [] : [{ accountCode }];
    yield* readRows(readAnswerRows(operation, await client.call(operation, { data, signal })));
  },
};
