import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});
const operation = "gateway.get-hold-summary-list";

/** How many messages each policy holds. */
export const countHeld: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "count-held",
  family: "held",
  sentence: "Counts the messages that are held now, by the policy that holds them.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [operation], writes: [] }),
  columns: [
    { title: "policy", path: "policyInfo" },
    { title: "messages", path: "numberOfItems" },
  ],
  async *read(client, { signal }) {
    yield* readRows((await client.call(operation, { signal })).data);
  },
};
