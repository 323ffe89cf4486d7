import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import {
  callsOfIncident,
  createIncident,
  findIncidents,
  hasIncident,
  type IncidentReading,
  locateIncidents,
  probeIncidents,
  readIncidents,
  type Sought,
  undoOfIncident,
} from "./incidents.js";

const input = z.strictObject({
  /** As it stands in the headers; the angle brackets belong to it and are added where they are missing. */
  messageId: z
    .string()
    .trim()
    .regex(/^<?[^<>\s]+>?$/, "must be one message id, like <abc@mail.example>")
    .transform((text) => `<${text.replace(/^<|>$/g, "")}>`),
});

type Input = z.output<typeof input>;

const soughtOf = ({ messageId }: Input): Sought => ({ by: "messageId", value: messageId });

/** Removes the delivered copies of one message. */
export const remediateMessage: WritingAction<Input, IncidentReading> = {
  kind: "writing",
  name: "remediate-message",
  family: "remediation",
  sentence: "Removes the delivered copies of a message from all mailboxes, by its message id.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [findIncidents], writes: [createIncident] }),
  describe: ({ messageId }) =>
    `Removes every delivered copy of ${messageId} of the last month from its mailbox.`,
  reach: () => ({ names: [], width: "object" }),
  probe: probeIncidents,
  read: readIncidents,
  locate: (reading, wanted) => locateIncidents(reading, soughtOf(wanted)),
  isDone: (_input, found, before) => hasIncident(found, before),
  calls: (wanted, ground) => callsOfIncident(soughtOf(wanted), ground),
  undo: undoOfIncident,
};
