import { z } from "zod";
import { urlEntry } from "./url-entry.js";
import { normaliseUrl, urlFields } from "./url-text.js";

const input = z.strictObject({
  ...urlFields,
  /** Leaves the URL in mail as it was sent. */
  disableRewrite: z.boolean().default(false),
  /** Asks nobody who clicks it. */
  disableUserAwareness: z.boolean().default(false),
  /** Keeps no log of its clicks. */
  disableLogClick: z.boolean().default(false),
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
