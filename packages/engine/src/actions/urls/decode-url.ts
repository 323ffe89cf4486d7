import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { decodeLinks } from "./decode-links.js";

const input = z.strictObject({
  urls: z
    .array(z.string().trim().min(1))
    .min(1)
    .describe("a link as it stands in a mail: https://protect-xx.mimecast.com/s/…"),
});

/** Tells the URL behind a rewritten one. */
export const decodeUrl: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "decode-url",
  family: "urls",
  sentence: "Tells which URL stands behind a link that Mimecast has rewritten.",
  input,
  isUsual: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["ttp.url.decode-url"], writes: [] }),
  columns: [
    { title: "link", path: "link" },
    { title: "URL", path: "url" },
  ],
  async *read(client, { input: { urls }, signal }) {
    yield* decodeLinks(client, { links: urls, signal });
  },
};
