import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { PlannedCall } from "../model/plan.js";
import { addressText, showName } from "../names/names.js";

const input = z.strictObject({
  sender: addressText.describe("whose mail: one address"),
  to: addressText.describe("the recipient, of the account, whose own list it goes on"),
});

type Input = z.output<typeof input>;
export type Deed = "block" | "permit";

const write = "managedsender.permit-or-block-sender";
export const clear = "email.managed-senders.senders.bulk-delete";

/** Puts a sender on one recipient's own list. No call of the API reads those lists. */
export function managedSender(face: {
  readonly name: string;
  readonly sentence: string;
  readonly deed: Deed;
}): WritingAction<Input, null> {
  const { name, sentence, deed } = face;
  const opposite = deed === "block" ? "permit" : "block";
  const describe = ({ sender, to }: Input) =>
    deed === "block"
      ? `Rejects mail from ${showName(sender)} to ${to} alone.`
      : `Lets mail from ${showName(sender)} to ${to} past the spam checks.`;
  return {
    kind: "writing",
    family: "senders",
    name,
    sentence,
    input,
    generations: ["1.0", "2.0"],
    isUsual: true,
    operations: (generation) => ({ reads: [], writes: generation === "2.0" ? [write, clear] : [write] }),
    describe,
    reach: ({ sender }) => ({ names: [sender], width: "person" }),
    history: ({ sender }) => ({ sender }),
    warn: (_input, generation) => [
      "A policy beats a recipient's own list, and a list that permits the address beats one that blocks it.",
      ...(generation === "1.0"
        ? [`On API 1.0 the entry can't be removed: undo leaves a ${opposite} behind.`]
        : []),
    ],
    // Nothing can be read with this permission, and to probe by writing is not done: the first use shows it.
    probe: () => Promise.resolve(),
    read: () => Promise.resolve(null),
    locate: () => null,
    calls: (wanted) => [{ operation: write, purpose: describe(wanted), item: { ...wanted, action: deed } }],
    undo: {
      isPossible: true,
      sentence: (generation) =>
        generation === "2.0"
          ? `Undo removes every entry that ${deed}s the sender, from the lists of all recipients, whoever made it: ` +
            "the API has no call for one entry, and none that reads them. What this entry took the place of does not come back."
          : `Undo leaves a ${opposite} of the sender on the recipient's list, which is stronger than no entry: ` +
            "API 1.0 has no call that removes one.",
      calls: (wanted, { generation }) => [
        generation === "2.0"
          ? clearing(wanted.sender, deed)
          : { operation: write, purpose: `make it a ${opposite}`, item: { ...wanted, action: opposite } },
      ],
    },
  };
}

/**
 * The narrowest removal there is. That of one recipient's list is not known to heed senders: it might empty the list.
 */
export function clearing(sender: string, deed: Deed): PlannedCall {
  return {
    operation: clear,
    purpose: `remove what ${deed}s ${sender} from every recipient's list`,
    request: { body: { ids: [sender], action: deed } },
  };
}
