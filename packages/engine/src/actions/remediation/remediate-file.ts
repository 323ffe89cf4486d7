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
  sha256: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});

type Input = z.output<typeof input>;

const soughtOf = ({ sha256 }: Input): Sought => ({ by: "fileHash", value: sha256 });

/** Removes the mail that carries one file. */
export const remediateFile: WritingAction<Input, IncidentReading> = {
  kind: "writing",
  name: "remediate-file",
  family: "remediation",
  sentence: "Removes the delivered messages that carry a file from all mailboxes, by its SHA-256.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [findIncidents], writes: [createIncident] }),
  describe: ({ sha256 }) =>
    `Removes every message of the last month that carries the file ${sha256.slice(0, 12)}… from its mailbox.`,
  warn: () => ["Hashes of images are not taken: messages with such a file stay."],
  reach: () => ({ names: [], width: "everyone" }),
  probe: probeIncidents,
  read: readIncidents,
  locate: (reading, wanted) => locateIncidents(reading, soughtOf(wanted)),
  isDone: (_input, found, before) => hasIncident(found, before),
  calls: (wanted, ground) => callsOfIncident(soughtOf(wanted), ground),
  undo: undoOfIncident,
};
