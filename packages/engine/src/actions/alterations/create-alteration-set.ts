import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { type AlterationSet, findSets, listSets, readSets, refuseSet } from "./alteration-sets.js";

const create = "policy.address-alteration.create-address-alteration-set";

const input = z.strictObject({
  name: z.string().trim().min(1).describe("what the set is to be called"),
  parent: z.string().trim().default("").describe("the set it is to stand below; without it, the first level"),
});

type Input = z.output<typeof input>;

const describe = ({ name, parent }: Input) =>
  `Makes the set of address alterations "${name}"${parent === "" ? "" : ` below "${parent}"`}, empty.`;

/** Makes a set of address alterations; one of the name that is there already will do. */
export const createAlterationSet: WritingAction<Input, readonly AlterationSet[]> = {
  kind: "writing",
  name: "create-alteration-set",
  family: "policies",
  sentence: "Makes a set of address alterations, empty.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [listSets], writes: [create] }),
  describe,
  reach: () => ({ names: [], width: "object" }),
  async probe(client, signal) {
    await client.call(listSets, { data: [], signal });
  },
  read: (client, { signal }) => readSets(client, signal),
  consider: ({ parent }, sets) => ({ refusal: refuseSet(sets, parent), warnings: [] }),
  locate(sets, { name, parent }) {
    const [above] = findSets(sets, parent);
    return sets
      .filter((set) => set.name === name && above !== undefined && set.parentId === above.id)
      .map(({ id, path }) => ({
        id,
        meaning: `has the set of address alterations "${name}"`,
        bearing: "same",
        item: { path },
      }));
  },
  calls(wanted, { reading }) {
    const [above] = findSets(reading, wanted.parent);
    const place = wanted.parent === "" || above === undefined ? {} : { parentId: above.id };
    return [{ operation: create, purpose: describe(wanted), item: { description: wanted.name, ...place } }];
  },
  undo: {
    isPossible: false,
    sentence: () =>
      "No call of the API deletes a set or changes it. It stays, empty, and alters nothing until it is filled and a policy applies it; the console deletes it.",
  },
};
