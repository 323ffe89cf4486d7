import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { sha256Text } from "../model/inputs.js";
import type { IncidentReading } from "./incidents.js";
import { remediation } from "./remediation.js";

const input = z.strictObject({
  sha256: sha256Text.describe("the SHA-256 of the file; hashes of images are not taken"),
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
