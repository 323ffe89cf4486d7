import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, undoOfEntry } from "../model/entries.js";
import { policyText } from "../policies/policy-input.js";
import { slowness } from "../senders/sender-policies.js";
import {
  create,
  findWebPolicies,
  getPolicy,
  probeWeb,
  readWeb,
  refuseWebPolicy,
  remembered,
  remove,
  toWebObject,
  type WebReading,
  webForm,
} from "./web-policies.js";

const input = z.strictObject({ policy: policyText });

type Input = z.output<typeof input>;

export const deleteWebPolicy: WritingAction<Input, WebReading> = {
  kind: "writing",
  name: "delete-web-policy",
  family: "policies",
  sentence: "Deletes a Web Security policy with all that it blocks and allows.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getPolicy], writes: [remove, create] }),
  unlisted: create,
  describe: ({ policy }) => `Deletes the Web Security policy "${policy}".`,
  reach: () => ({ names: [], width: "object" }),
  warn: () => [remembered, slowness],
  probe: probeWeb,
  read: (client, { inputs, ...own }) => readWeb(client, { ...own, ids: inputs.map(({ policy }) => policy) }),
  consider: ({ policy }, reading) => ({ refusal: refuseWebPolicy(reading, policy), warnings: [] }),
  // Made again it has another id, which the run that takes the deletion back was answered.
  locate(reading, wanted, before) {
    const former = new Set([
      ...before.map(({ id }) => id),
      ...reading.made.filter((making) => isDeepStrictEqual(making.input, { ...wanted })).map(({ id }) => id),
    ]);
    const found = reading.policies.filter(({ id }) => former.has(id));
    const named = findWebPolicies(reading, wanted.policy);
    return [...new Set([...named, ...found])].map((policy) => toWebObject(policy, "opposite"));
  },
  isDone: (_input, found) => isGone(found),
  calls: (_input, ground) => callsOfRemoval(webForm, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo makes the policy again as it stood, under a new id, which is kept.",
    calls: (_input, ground) => undoOfEntry(webForm, ground),
  },
};
