import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { sha256Text } from "../model/inputs.js";
import { isRow, readRows } from "../model/read-all.js";

const searchHash = "ttp.remediation.search-hash";
/** More are taken, fewer are advised (the catalogue's note on the operation). */
const hashesAtOnce = 20;

const input = z.strictObject({
  hashes: z.array(sha256Text).min(1).describe("the SHA-256 of a file"),
});

/** Before mail is removed by a file: whether anybody had it. */
export const findFiles: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "find-files",
  family: "files",
  sentence: "Tells which files were seen in the account's mail of the last year, by their SHA-256.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [searchHash], writes: [] }),
  columns: [
    { title: "file", path: "hash" },
    { title: "seen", path: "seen" },
  ],
  async *read(client, { input: { hashes }, signal }) {
    for (let start = 0; start < hashes.length; start += hashesAtOnce) {
      const asked = hashes.slice(start, start + hashesAtOnce);
      const { data } = await client.call(searchHash, { data: [{ hashes: asked }], signal });
      const told = new Map(readRows(data).flatMap(statesOf));
      for (const hash of asked) yield { hash, seen: told.get(hash) ?? "not told" };
    }
  },
};

/** What the tenant could not look for stands apart, under `failedHashes`: nothing is known of it. */
function statesOf({ hashStatus }: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  const rows = Array.isArray(hashStatus) ? hashStatus.filter(isRow) : [];
  return rows.map(({ hash, detected }) => [
    String(hash).toLowerCase(),
    detected === true ? "yes" : detected === false ? "no" : "not told",
  ]);
}
