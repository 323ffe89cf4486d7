import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { streamRows } from "../model/read-all.js";

const input = z.strictObject({
  domain: z.string().trim().toLowerCase().min(1).optional().describe("those of one domain alone"),
});

/** The addresses of the account. */
export const listUsers: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-users",
  family: "users",
  sentence: "Lists the users and addresses of the account, or of one of its domains.",
  input,

  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["user.get-internal-users"], writes: [] }),
  columns: [
    { title: "address", path: "emailAddress" },
    { title: "name", path: "name" },
    { title: "alias", path: "alias" },
    { title: "source", path: "source" },
  ],
  read: (client, { input: { domain }, signal }) =>
    streamRows(client, {
      operation: "user.get-internal-users",
      ...(domain === undefined ? {} : { item: { domain } }),
      pageSize: 500,
      signal,
    }),
};
