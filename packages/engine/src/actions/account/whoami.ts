import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** The lightest call there is: it needs a product and no permission. */
export const tellWhoIAm: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "whoami",
  family: "account",
  sentence: "Tells which account the credential belongs to.",
  input,

  generations: ["2.0"],
  operations: () => ({ reads: ["identity.whoami"], writes: [] }),
  columns: [
    { title: "type", path: "type" },
    { title: "cloud gateway", path: "account-codes.cg" },
    { title: "cloud integrated", path: "account-codes.ci" },
  ],
  async *read(client, { signal }) {
    yield* readRows([(await client.call("identity.whoami", { signal })).body]);
  },
};
