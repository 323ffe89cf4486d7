import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { MimecastClient } from "@postern/mimecast";
import { z } from "zod";
import { PosternError } from "../../errors/postern-error.js";
import type { ReadingAction } from "../model/action.js";
import { tenantId } from "../model/inputs.js";
import { readPath } from "../model/read-all.js";

const input = z.strictObject({
  id: tenantId.describe("an attachment, by its id as show-archived tells it, or a whole message"),
});

const operation = "archive.get-file";

/** A file of the archive, in base64: it may be the very malware that is looked into. */
export const getArchivedFile: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "get-archived-file",
  family: "messages",
  sentence: "Gets an attachment of an archived message, or the whole message as a file.",
  input,
  isPrivate: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: ["archive.get-file"], writes: [] }),
  columns: [
    { title: "size", path: "sizeBytes" },
    { title: "SHA-256", path: "sha256" },
  ],
  async *read(client, { input: { id }, signal }) {
    const bytes =
      client.generation === "1.0"
        ? (await client.readFile(operation, { item: { id }, signal })).bytes
        : await readLinked(client, { id, signal });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    yield { sizeBytes: bytes.length, sha256, base64: bytes.toString("base64") };
  },
};

/** API 2.0 answers a link to another host, which needs no token and is good for a short time. */
async function readLinked(
  client: MimecastClient,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal | undefined },
): Promise<Buffer> {
  const answer = await client.call(operation, { data: [{ id }], signal });
  const url = readPath(answer.data[0], "urls.0");
  if (typeof url !== "string") {
    throw new PosternError("unreadable-answer", `${operation} answered no link to the file.`);
  }
  const { body } = await client.download(url, { signal });
  return await buffer(body);
}
