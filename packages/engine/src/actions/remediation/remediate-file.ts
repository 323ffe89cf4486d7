import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { IncidentReading } from "./incidents.js";
import { remediation } from "./remediation.js";

const input = z.strictObject({
  sha256: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});

type Input = z.output<typeof input>;

/** Removes the mail that carries one file. */
export const remediateFile: WritingAction<Input, IncidentReading> = {
  ...remediation(({ sha256 }: Input) => ({ by: "fileHash", value: sha256 })),
  name: "remediate-file",
  sentence: "Removes the delivered messages that carry a file from all mailboxes, by its SHA-256.",
  input,
  describe: ({ sha256 }) =>
    `Removes every message of the last month that carries the file ${sha256.slice(0, 12)}… from its mailbox.`,
  warn: () => ["Hashes of images are not taken: messages with such a file stay."],
  reach: () => ({ names: [], width: "everyone" }),
};
