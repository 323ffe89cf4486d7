import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { IncidentReading } from "./incidents.js";
import { remediation } from "./remediation.js";

const input = z.strictObject({
  // The angle brackets belong to it.
  messageId: z
    .string()
    .trim()
    .regex(/^<?[^<>\s]+>?$/, "must be one message id, like <abc@mail.example>")
    .transform((text) => `<${text.replace(/^<|>$/g, "")}>`)
    .describe("the Message-ID of the headers, with or without its angle brackets"),
});

type Input = z.output<typeof input>;

/** Removes the delivered copies of one message. */
export const remediateMessage: WritingAction<Input, IncidentReading> = {
  ...remediation(({ messageId }: Input) => ({ by: "messageId", value: messageId })),
  name: "remediate-message",
  sentence: "Removes the delivered copies of a message from all mailboxes, by its message id.",
  input,
  describe: ({ messageId }) =>
    `Removes every delivered copy of ${messageId} of the last month from its mailbox.`,
  history: ({ messageId }) => ({ messageId }),
  reach: () => ({ names: [], width: "object" }),
};
