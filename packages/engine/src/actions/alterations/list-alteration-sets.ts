import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { listSets, pathOf, readSets } from "./alteration-sets.js";

const input = z.strictObject({});

export const listAlterationSets: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-alteration-sets",
  family: "policies",
  sentence: "Lists the sets of address alterations that policies can apply, with their ids.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [listSets], writes: [] }),
  columns: [
    { title: "set", path: "set" },
    { title: "alterations", path: "alterations" },
    { title: "id", path: "id" },
  ],
  async *read(client, { signal }) {
    for (const set of await readSets(client, signal)) {
      const { id, alterations } = set;
      yield { set: pathOf(set) || "(none: for mail without a policy)", alterations, id };
    }
  },
};
