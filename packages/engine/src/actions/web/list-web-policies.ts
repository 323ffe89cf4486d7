import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { create, getPolicy, readWebPolicies } from "./web-policies.js";

const input = z.strictObject({
  ids: z.array(tenantId).default([]).describe("the id of one that Postern did not make"),
});

export const listWebPolicies: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "list-web-policies",
  family: "policies",
  sentence:
    "Lists the Web Security policies that Postern made, and those whose ids are given: Mimecast lists none.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getPolicy], writes: [] }),
  unlisted: create,
  columns: [
    { title: "policy", path: "description" },
    { title: "blocks", path: "blocks" },
    { title: "allows", path: "allows" },
    { title: "id", path: "id" },
  ],
  async *read(client, { input: { ids }, ...own }) {
    for (const policy of await readWebPolicies(client, { ...own, ids })) {
      const valuesOf = (action: string) =>
        policy.urls.filter((target) => target["action"] === action).map(({ value }) => value);
      yield { ...policy, blocks: valuesOf("block"), allows: valuesOf("allow") };
    }
  },
};
