import { z } from "zod";

export const policyText = z.string().trim().min(1).describe("its id, or its very description");

/** What a policy can be told beside its scope; the meanings are those of the console's fields. */
export const switches = {
  enabled: z.boolean().describe("whether it is in force"),
  enforced: z.boolean().describe("the switch Enforced of the console"),
  override: z.boolean().describe("whether it is considered before the other policies of its family"),
  bidirectional: z.boolean().describe("whether it holds for mail the other way as well"),
} as const;
