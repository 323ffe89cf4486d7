import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { IncidentReading } from "./incidents.js";
import { remediation } from "./remediation.js";

const input = z.strictObject({
  url: z
    .string()
    .trim()
    .regex(/^https?:\/\/\S+$/i, "must be a whole URL that begins with http:// or https://")
    .refine((text) => URL.canParse(text), "must be a whole URL that begins with http:// or https://")
    .describe("a whole URL, as it stands in the mail"),
});

type Input = z.output<typeof input>;

/** Removes the mail that carries one URL. */
export const remediateUrl: WritingAction<Input, IncidentReading> = {
  ...remediation(({ url }: Input) => ({ by: "url", value: url })),
  name: "remediate-url",
  sentence: "Removes the delivered messages that carry a URL from all mailboxes.",
  input,
  describe: ({ url }) => `Removes every message of the last month that carries ${url} from its mailbox.`,
  history: ({ url }) => ({ url }),
  reach: ({ url }) => ({ names: [new URL(url).hostname], width: "everyone" }),
};
