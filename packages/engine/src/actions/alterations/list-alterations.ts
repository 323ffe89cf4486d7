import { z } from "zod";
import { PosternError } from "../../errors/postern-error.js";
import type { ReadingAction } from "../model/action.js";
import { listAlterations, readAlterations } from "./alteration.js";
import { findSets, listSets, pathOf, readSets, refuseSet } from "./alteration-sets.js";

const input = z.strictObject({
  set: z.string().trim().optional().describe("those of one set alone, by its name or id"),
});

/** Set by set: asked for otherwise, the tenant leaves out which set an alteration is of. */
export const listAddressAlterations: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-alterations",
  family: "policies",
  sentence: "Lists the address alterations of the account, or of one set.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [listSets, listAlterations], writes: [] }),
  columns: [
    { title: "set", path: "set" },
    { title: "original", path: "originalAddress" },
    { title: "new", path: "newAddress" },
    { title: "in", path: "addressType" },
    { title: "routing", path: "routing" },
  ],
  async *read(client, { input: { set: wanted }, signal }) {
    const sets = await readSets(client, signal);
    const refusal = wanted === undefined ? null : refuseSet(sets, wanted);
    if (refusal !== null) throw new PosternError("bad-usage", refusal);
    for (const set of wanted === undefined ? sets : findSets(sets, wanted)) {
      const rows = await readAlterations(client, { set: set.id, signal });
      for (const row of rows) yield { ...row, set: pathOf(set) };
    }
  },
};
