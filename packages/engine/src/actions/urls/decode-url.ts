import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readRows } from "../model/read-all.js";

const input = z.strictObject({
  /** As it stands in a mail: `https://protect-xx.mimecast.com/s/…`. */
  urls: z.array(z.string().trim().min(1)).min(1),
});

const operation = "ttp.url.decode-url";
// The catalogue's limit of one call.
const urlsAtOnce = 25;

/** Tells the URL behind a rewritten one. */
export const decodeUrl: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "decode-url",
  family: "urls",
  sentence: "Tells which URL stands behind a link that Mimecast has rewritten.",
  input,
  isUsual: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [operation], writes: [] }),
  columns: [
    { title: "link", path: "link" },
    { title: "URL", path: "url" },
  ],
  async *read(client, { input: { urls }, signal }) {
    for (let start = 0; start < urls.length; start += urlsAtOnce) {
      const asked = urls.slice(start, start + urlsAtOnce);
      const answer = await client.call(operation, {
        data: asked.map((url) => ({ url })),
        partial: true,
        signal,
      });
      const rows = readRows(answer.data);
      // Rows come in the order asked for; what can't be decoded may be missing from them.
      for (const [index, link] of asked.entries()) {
        const row = rows.length === asked.length ? rows[index] : undefined;
        yield { link, url: row?.["success"] === false ? null : (row?.["url"] ?? null) };
      }
    }
  },
};
