import { z } from "zod";
import { urlEntry } from "./url-entry.js";
import { normaliseUrl, urlFields } from "./url-text.js";

const input = z.strictObject({
  ...urlFields,
  disableRewrite: z.boolean().default(false).describe("leaves the URL in mail as it was sent"),
  disableUserAwareness: z.boolean().default(false).describe("asks nobody who clicks it"),
  disableLogClick: z.boolean().default(false).describe("keeps no log of its clicks"),
});

export const permitUrl = urlEntry({
  name: "permit-url",
  sentence: "Permits a URL for everyone in the account, whatever its scan says.",
  deed: "permit",
  input: input.transform(normaliseUrl),
  switches: ({ disableRewrite, disableUserAwareness, disableLogClick }) => ({
    disableRewrite,
    disableUserAwareness,
    disableLogClick,
  }),
});
