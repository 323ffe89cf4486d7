import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfRemoval, isGone, undoOfEntry } from "../model/entries.js";
import type { TenantObject } from "../model/plan.js";
import { senderText } from "../names/names.js";
import { describeRecipient, describeSender, reachOf, scopeText } from "./sender-input.js";
import {
  covers,
  type Option,
  type PoliciesReading,
  policyActions,
  policyForm,
  readPolicies,
  refuseGroup,
  sameTarget,
  slowness,
  targetOf,
  toObject,
} from "./sender-policies.js";

const input = z.strictObject({
  sender: senderText.describe("whose mail: an address, a domain, or everyone"),
  to: scopeText
    .optional()
    .describe("only the policies to these: everyone, an address, a domain, or group:Name; without it, all"),
});

type Input = z.output<typeof input>;

/** Takes away the policies that say one thing of a sender, whoever made them. */
export function policyRemoval(face: {
  readonly name: string;
  readonly sentence: string;
  readonly option: Option;
}): WritingAction<Input, PoliciesReading> {
  const { option, name, sentence } = face;
  const verb = option === "block_sender" ? "blocks" : "exempts";
  const locate = (reading: PoliciesReading, { sender, to }: Input): TenantObject[] => {
    const { groups } = reading;
    return reading.policies.flatMap((row) => {
      const { from, to: recipient } = row.policy;
      if (row.beside["option"] !== option) return [];
      if (!sameTarget(from, targetOf(sender, groups))) {
        return covers(from, sender) ? [toObject(row, "related")] : [];
      }
      const isMeant = to === undefined || sameTarget(recipient, targetOf(to, groups));
      return [toObject(row, isMeant ? "opposite" : "related")];
    });
  };
  return {
    ...policyActions,
    operations() {
      const { reads, writes } = policyActions.operations();
      return { reads, writes: writes.toReversed() };
    },
    name,
    sentence,
    input,
    describe: ({ sender, to }) =>
      `Deletes every policy that ${verb} ${describeSender(sender)}` +
      `${to === undefined ? "" : ` to ${describeRecipient(to)}`}, whoever made it.`,
    reach: reachOf,
    warn: () => [slowness],
    read: (client, { inputs, signal }) =>
      readPolicies(client, { scopes: inputs.flatMap(({ to }) => to ?? []), signal }),
    consider: (wanted, reading) => ({
      refusal: wanted.to === undefined ? null : refuseGroup(reading, wanted.to),
      warnings: locate(reading, wanted)
        .filter(({ bearing }) => bearing === "related")
        .map(({ meaning }) => `Another policy stays: it ${meaning}.`),
    }),
    locate,
    isDone: (_input, found) => isGone(found),
    calls: (_input, ground) => callsOfRemoval(policyForm, ground),
    undo: {
      isPossible: true,
      sentence: () => "Undo makes the policies again as they stood, under new ids.",
      calls: (_input, ground) => undoOfEntry(policyForm, ground),
    },
  };
}
