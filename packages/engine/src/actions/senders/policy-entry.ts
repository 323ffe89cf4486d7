import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, isMade, undoOfEntry } from "../model/entries.js";
import { moment, toVendorTime } from "../model/inputs.js";
import { senderText } from "../names/names.js";
import { describeRecipient, describeSender, historyOf, reachOf, scopeText } from "./sender-input.js";
import {
  judgePolicy,
  type Option,
  type PoliciesReading,
  policyActions,
  policyForm,
  readPolicies,
  refuseGroup,
  slowness,
  targetOf,
  toObject,
} from "./sender-policies.js";

const input = z.strictObject({
  sender: senderText.describe("whose mail: an address, a domain, or everyone"),
  to: scopeText.prefault("everyone").describe("to whom: everyone, an address, a domain, or group:Name"),
  starts: moment.optional().describe("in force from then on; without it, at once"),
  ends: moment.optional().describe("in force until then; without it, for good"),
});

type Input = z.output<typeof input>;

/** Makes a blocked-senders policy, or an exception from them. */
export function policyEntry(face: {
  readonly name: string;
  readonly sentence: string;
  readonly option: Option;
}): WritingAction<Input, PoliciesReading> {
  const { option, name, sentence } = face;
  const isBlock = option === "block_sender";
  const form: EntryForm<Input, PoliciesReading> = {
    ...policyForm,
    describe(wanted) {
      const who = `${describeSender(wanted.sender)} to ${describeRecipient(wanted.to)}${describeDates(wanted)}`;
      return isBlock
        ? `Rejects mail from ${who}.`
        : `Lets mail from ${who} past the blocked-senders policies.`;
    },
    createItem: ({ sender, to, starts, ends }, { reading, reason }) => ({
      option,
      policy: {
        description: `Postern: ${isBlock ? "block" : "permit"} ${sender}`,
        comment: (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, 200),
        fromPart: "both",
        from: targetOf(sender, reading.groups),
        to: targetOf(to, reading.groups),
        ...(starts === undefined ? { fromEternal: true } : { fromDate: toVendorTime(starts) }),
        ...(ends === undefined ? { toEternal: true } : { toDate: toVendorTime(ends) }),
        bidirectional: false,
        enabled: true,
        enforced: false,
        override: true,
      },
    }),
  };
  return {
    ...policyActions,
    name,
    sentence,
    input,
    describe: form.describe,
    refuse({ sender, to, starts, ends }) {
      if (sender === "everyone" && to === "everyone") {
        return "everyone to everyone is all mail of the account: name a sender or a recipient.";
      }
      return starts !== undefined && ends !== undefined && ends <= starts
        ? "it ends before it starts."
        : null;
    },
    reach: reachOf,
    warn: () => [isBlock ? `${slowness} What is rejected meanwhile can't be released.` : slowness],
    history: historyOf,
    read: (client, { inputs, signal }) =>
      readPolicies(client, { scopes: inputs.map(({ to }) => to), signal }),
    consider: ({ to }, reading) => ({ refusal: refuseGroup(reading, to), warnings: [] }),
    locate: (reading, { sender, to, starts = null, ends = null }) =>
      reading.policies.flatMap((row) => {
        const bearing = judgePolicy(row, { sender, to, option, dates: { starts, ends } }, reading);
        return bearing === null ? [] : [toObject(row, bearing)];
      }),
    isDone: (_input, found) => isMade(found),
    calls: (wanted, ground) => callsOfEntry(form, wanted, ground),
    undo: {
      isPossible: true,
      sentence: () =>
        `Undo deletes the policy, and puts back what it took the place of.${isBlock ? " Mail rejected meanwhile does not come back." : ""}`,
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}

function describeDates({ starts, ends }: Input): string {
  return `${starts === undefined ? "" : `, from ${starts}`}${ends === undefined ? "" : `, until ${ends}`}`;
}
