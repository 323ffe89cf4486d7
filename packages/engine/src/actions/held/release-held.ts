import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import {
  type HoldReading,
  holdList,
  locateHeld,
  nameHeld,
  probeHold,
  readHoldState,
  releaseLog,
} from "./hold-queue.js";

const input = z.strictObject({
  id: tenantId.describe("the message, by its id as list-held tells it"),
});

/** Lets a held message through to its recipient. */
export const releaseHeld: WritingAction<z.output<typeof input>, HoldReading> = {
  kind: "writing",
  name: "release-held",
  family: "held",
  sentence: "Lets a held message through to its recipient.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [holdList, releaseLog], writes: ["gateway.hold-release"] }),
  describe: ({ id }) => `Releases the held message ${nameHeld(id)} to its recipient.`,
  reach: () => ({ names: [], width: "object" }),
  probe: probeHold,
  read: readHoldState,
  locate: (reading, { id }, before) => locateHeld(reading, { id, before, fate: "released" }),
  calls: ({ id }) => [
    { operation: "gateway.hold-release", purpose: releaseHeld.describe({ id }), item: { id } },
  ],
  undo: {
    isPossible: false,
    sentence: () =>
      "A release can't be taken back: the message is delivered, and does not return to the hold queue. What a mailbox holds can be removed again by remediation.",
  },
};
