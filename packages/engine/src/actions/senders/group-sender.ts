import { z } from "zod";
import {
  considerMembership,
  locateMember,
  type MembersReading,
  memberForm,
  memberOperations,
  probeGroups,
  readMembers,
} from "../groups/membership.js";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, callsOfRemoval, isGone, isMade, undoOfEntry } from "../model/entries.js";
import { addressOrDomainText, kindOfName } from "../names/names.js";
import { describeSender, historyOf } from "./sender-input.js";

const input = z.strictObject({
  sender: addressOrDomainText.describe("whose mail: an address, or a domain without those below it"),
  group: z
    .string()
    .trim()
    .min(1)
    .default("Blocked Senders")
    .describe("the profile group that a policy of the tenant blocks; new tenants come with this one"),
});

type Input = z.output<typeof input>;

const toMembership = ({ sender, group }: Input) => ({ member: sender, group });

/** Puts a sender into a profile group that a policy blocks, or takes it out. */
export function groupSender(face: {
  readonly name: string;
  readonly sentence: string;
  readonly verb: "add" | "remove";
}): WritingAction<Input, MembersReading> {
  const { name, sentence, verb } = face;
  const isAdding = verb === "add";
  const describe = ({ sender, group }: Input) =>
    isAdding
      ? `Blocks ${describeSender(sender)} for everyone in the account, as a member of the group "${group}".`
      : `Takes ${describeSender(sender)} out of the group "${group}".`;
  const form = memberForm(toMembership, describe);
  return {
    kind: "writing",
    family: "senders",
    name,
    sentence,
    input,
    generations: ["1.0", "2.0"],
    isUsual: true,
    operations: () => memberOperations({ isAdding }),
    describe,
    reach: ({ sender }) => ({ names: [sender], width: kindOfName(sender) }),
    ...(isAdding ? { history: historyOf } : {}),
    warn: ({ sender, group }) => [
      ...(isAdding ? [`It blocks as long as a policy of the tenant blocks the group "${group}".`] : []),
      ...(kindOfName(sender) === "domain" ? ["A domain in a group does not cover its sub-domains."] : []),
    ],
    probe: probeGroups,
    read: (client, { inputs, signal }) => readMembers(client, { wanted: inputs.map(toMembership), signal }),
    consider: (wanted, reading) => considerMembership(reading, toMembership(wanted)),
    locate: (reading, wanted) =>
      locateMember(reading, toMembership(wanted), {
        bearing: isAdding ? "same" : "opposite",
        meaning: `blocks ${wanted.sender} (member of "${wanted.group}")`,
      }),
    isDone: (_input, found) => (isAdding ? isMade(found) : isGone(found)),
    calls: (wanted, ground) => (isAdding ? callsOfEntry(form, wanted, ground) : callsOfRemoval(form, ground)),
    undo: {
      isPossible: true,
      sentence: () =>
        isAdding
          ? "Undo takes the sender out of the group again. Mail rejected meanwhile does not come back."
          : "Undo puts the sender back into the group with its note.",
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}
