import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, type ObjectForm, undoOfEntry } from "../model/entries.js";
import { slowness } from "../senders/sender-policies.js";
import {
  type FamilyReading,
  findPolicies,
  type PolicyFamily,
  probeFamily,
  readFamily,
  refusePolicy,
  toPolicyObject,
} from "./families.js";
import { policyText } from "./policy-input.js";

const input = z.strictObject({
  policy: policyText,
});

type Input = z.output<typeof input>;

/** Deletes a policy of a family, whoever made it. */
export function policyDeletion(family: PolicyFamily): WritingAction<Input, FamilyReading> {
  const { name, one, list, create, remove } = family;
  const form: ObjectForm = {
    create,
    remove,
    removeItem: ({ id }) => ({ id }),
    restoreItem: ({ item }) => item,
  };
  return {
    kind: "writing",
    name: `delete-${name}-policy`,
    family: "policies",
    sentence: `Deletes a policy of the family ${name}, whoever made it.`,
    input,
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [list], writes: [remove, create] }),
    describe: ({ policy }) => `Deletes the ${one} "${policy}".`,
    reach: () => ({ names: [], width: "object" }),
    warn: () => [slowness],
    probe: (client, signal) => probeFamily(client, family, signal),
    read: (client, { signal }) => readFamily(client, family, { scopes: [], signal }),
    consider: ({ policy }, reading) => ({ refusal: refusePolicy(reading, policy, family), warnings: [] }),
    // Made again it has another id: what was deleted by its id is found by what it said.
    locate: (reading, { policy }, before) => {
      const names = [policy, ...before.map(({ item }) => nameOf(item["policy"]))];
      const rows = new Set(names.flatMap((each) => findPolicies(reading, each)));
      return [...rows].map((row) => toPolicyObject(row, family, "opposite"));
    },
    isDone: (_input, found) => isGone(found),
    calls: (_input, ground) => callsOfRemoval(form, ground),
    undo: {
      isPossible: true,
      sentence: () => "Undo makes the policy again as it stood, under a new id.",
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}

function nameOf(policy: unknown): string {
  const description: unknown =
    typeof policy === "object" && policy !== null && "description" in policy ? policy.description : "";
  return String(description);
}
