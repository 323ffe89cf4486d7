import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { addressOrDomainText, kindOfName, showName } from "../names/names.js";
import { clear, clearing } from "./managed-sender.js";

const input = z.strictObject({
  sender: addressOrDomainText.describe("whose entries: an address or a domain"),
  entries: z.enum(["block", "permit"]).default("block").describe("those that block, or those that permit"),
});

type Input = z.output<typeof input>;

const describe = ({ sender, entries }: Input) =>
  `Removes what ${entries}s ${showName(sender)} from the own lists of all recipients.`;

/** Takes a sender off the recipients' own lists: all of them, for there is no call for one. */
export const clearManagedSender: WritingAction<Input, null> = {
  kind: "writing",
  name: "clear-managed-sender",
  family: "senders",
  sentence: "Removes a sender's blocks or permits from the own lists of all recipients.",
  input,
  generations: ["2.0"],
  operations: () => ({ reads: [], writes: [clear] }),
  describe,
  reach: ({ sender }) => ({ names: [sender], width: kindOfName(sender) }),
  history: ({ sender }) => (kindOfName(sender) === "domain" ? { senderDomain: sender } : { sender }),
  probe: () => Promise.resolve(),
  read: () => Promise.resolve(null),
  locate: () => null,
  calls: ({ sender, entries }) => [clearing(sender, entries)],
  undo: {
    isPossible: false,
    sentence: () =>
      "The lists can't be read, so nobody knows which entries there were: they don't come back.",
  },
};
