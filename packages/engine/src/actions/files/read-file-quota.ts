import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({});

/** Tells how many file hashes the account's own list still takes. */
export const readFileQuota: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "read-file-quota",
  family: "files",
  sentence: "Tells how many file hashes the account's own list holds and still takes.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["byo-threat-intelligence.get-quota"], writes: [] }),
  columns: [
    { title: "used", path: "used" },
    { title: "remaining", path: "remaining" },
  ],
  async *read(client, { signal }) {
    const answer = await client.call("byo-threat-intelligence.get-quota", { data: [], signal });
    yield* readRows(answer.data);
  },
};
