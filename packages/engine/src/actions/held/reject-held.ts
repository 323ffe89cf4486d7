import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { tenantId, withoutBlanks } from "../model/inputs.js";
import {
  type HoldReading,
  holdList,
  locateHeld,
  nameHeld,
  probeHold,
  readHoldState,
  releaseLog,
} from "./hold-queue.js";

/** The five reasons there are, by names that can be typed. */
const reasons = {
  "undesirable-content": "MESSAGE CONTAINS UNDESIRABLE CONTENT",
  "confidential-information": "MESSAGE CONTAINS CONFIDENTIAL INFORMATION",
  "reviewer-disapproves": "REVIEWER DISAPPROVES OF CONTENT",
  "inappropriate-communication": "INAPPROPRIATE COMMUNICATION",
  "against-policies": "MESSAGE GOES AGAINST EMAIL POLICIES",
} as const;

const input = z.strictObject({
  id: tenantId.describe("the message, by its id as list-held tells it"),
  because: z
    .enum(Object.keys(reasons) as [keyof typeof reasons, ...(keyof typeof reasons)[]])
    .default("undesirable-content")
    .describe("the reason, one of those that Mimecast knows"),
  note: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .optional()
    .describe("told to the sender, where the sender is told at all"),
  notifySender: z.boolean().default(false).describe("tells the sender"),
});

type Input = z.output<typeof input>;

/** Refuses a held message: its recipient never sees it. */
export const rejectHeld: WritingAction<Input, HoldReading> = {
  kind: "writing",
  name: "reject-held",
  family: "held",
  sentence:
    "Rejects a held message: its recipient never sees it. The sender is told only if that is asked for.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [holdList, releaseLog], writes: ["gateway.hold-reject"] }),
  describe: ({ id, because, notifySender }) =>
    `Rejects the held message ${nameHeld(id)} (${reasons[because].toLowerCase()})${
      notifySender ? " and tells its sender" : ""
    }.`,
  warn: ({ note, notifySender }) =>
    note !== undefined && !notifySender ? ["Nobody reads the note: the sender is not to be notified."] : [],
  reach: () => ({ names: [], width: "object" }),
  probe: probeHold,
  read: readHoldState,
  locate: (reading, { id }, before) => locateHeld(reading, { id, before, fate: "rejected" }),
  calls: ({ id, because, note, notifySender }) => [
    {
      operation: "gateway.hold-reject",
      purpose: `reject ${nameHeld(id)}`,
      item: withoutBlanks({ ids: [id], message: note, notify: notifySender, reasonType: reasons[because] }),
      listedUnder: "ids",
    },
  ],
  undo: {
    isPossible: false,
    sentence: () =>
      "A rejection can't be taken back: the message is gone from the hold queue, and its sender, told or not, has to send it again.",
  },
};
