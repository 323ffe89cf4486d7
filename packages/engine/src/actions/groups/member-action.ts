import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, callsOfRemoval, isGone, isMade, undoOfEntry } from "../model/entries.js";
import { addressOrDomainText, kindOfName, showName } from "../names/names.js";
import {
  considerMembership,
  locateMember,
  type Membership,
  type MembersReading,
  memberForm,
  memberOperations,
  probeGroups,
  readMembers,
} from "./membership.js";

const input = z.strictObject({
  group: z.string().trim().min(1).describe("the profile group, by its name"),
  member: addressOrDomainText.describe("an address or a domain"),
});

type Input = z.output<typeof input>;

const toMembership = ({ group, member }: Input): Membership => ({ group, member });

/** Puts an address or a domain into a profile group, or takes it out. */
export function memberAction(face: {
  readonly name: string;
  readonly sentence: string;
  readonly verb: "add" | "remove";
}): WritingAction<Input, MembersReading> {
  const { name, sentence, verb } = face;
  const isAdding = verb === "add";
  const describe = ({ group, member }: Input) =>
    isAdding
      ? `Puts ${showName(member)} into the group "${group}".`
      : `Takes ${showName(member)} out of the group "${group}".`;
  const form = memberForm(toMembership, describe);
  return {
    kind: "writing",
    family: "groups",
    name,
    sentence,
    input,
    generations: ["1.0", "2.0"],
    operations: () => memberOperations({ isAdding }),
    describe,
    reach: ({ member }) => ({ names: [member], width: kindOfName(member) }),
    warn: () => ["What follows from it is what the policies of the tenant say of the group."],
    probe: probeGroups,
    read: (client, { inputs, signal }) => readMembers(client, { wanted: inputs.map(toMembership), signal }),
    consider: (wanted, reading) => considerMembership(reading, wanted),
    locate: (reading, wanted) =>
      locateMember(reading, wanted, {
        bearing: isAdding ? "same" : "opposite",
        meaning: `has ${wanted.member} in the group "${wanted.group}"`,
      }),
    isDone: (_input, found) => (isAdding ? isMade(found) : isGone(found)),
    calls: (wanted, ground) => (isAdding ? callsOfEntry(form, wanted, ground) : callsOfRemoval(form, ground)),
    undo: {
      isPossible: true,
      sentence: () =>
        isAdding
          ? "Undo takes the member out of the group again."
          : "Undo puts the member back into the group with its note.",
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}
