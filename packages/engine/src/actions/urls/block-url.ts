import { z } from "zod";
import { urlEntry } from "./url-entry.js";
import { normaliseUrl, urlFields } from "./url-text.js";

export const blockUrl = urlEntry({
  name: "block-url",
  sentence: "Blocks a URL for everyone in the account: who clicks it in a mail is stopped.",
  deed: "block",
  input: z.strictObject(urlFields).transform(normaliseUrl),
  switches: () => ({}),
});
