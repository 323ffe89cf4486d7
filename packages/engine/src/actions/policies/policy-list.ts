import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { type PolicyFamily, readFamily } from "./families.js";

const input = z.strictObject({});

/** Lists the policies of a family, with their ids. */
export function policyList(family: PolicyFamily): ReadingAction<z.output<typeof input>> {
  const { name, list, beside } = family;
  return {
    kind: "reading",
    name: `list-${name}-policies`,
    family: "policies",
    sentence: `Lists the policies of the family ${name}, with their ids.`,
    input,
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [list], writes: [] }),
    columns: [
      { title: "policy", path: "policy.description" },
      { title: "does", path: beside.field },
      { title: "from", path: "policy.from.type" },
      { title: "to", path: "policy.to.type" },
      { title: "enabled", path: "policy.enabled" },
      { title: "id", path: "id" },
    ],
    async *read(client, { signal }) {
      const { policies } = await readFamily(client, family, { scopes: [], signal });
      for (const { id, beside: rest, policy } of policies) yield { id, ...rest, policy };
    },
  };
}
