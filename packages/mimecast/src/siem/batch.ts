import { operation } from "../catalogue/index.js";
import { readNumber, readObject, readText } from "../envelope/index.js";
import type { Caller } from "../exchange/index.js";
import type { BatchFile, BatchListing, BatchRequest } from "./batch-types.js";
import { readSiemPage } from "./page.js";

/** Lists one page of the files of mail events. */
export async function listBatch(caller: Caller, request: BatchRequest): Promise<BatchListing> {
  const { operation: name = "siem.batch.cg", type, dateRangeStartsAt, dateRangeEndsAt, nextPage } = request;
  const pageSize = request.pageSize ?? operation(name).pageSize?.default ?? 100;
  const page = await readSiemPage(caller, name, {
    query: { type, dateRangeStartsAt, dateRangeEndsAt, pageSize, nextPage },
    signal: request.signal,
  });
  return {
    ...readFiles(page.entries),
    nextPage: page.nextPage,
    isCaughtUp: page.isCaughtUp,
    requestId: page.requestId,
  };
}

function readFiles(entries: readonly unknown[]): Pick<BatchListing, "files" | "unreadableEntries"> {
  const files = new Map<string, BatchFile>();
  let unreadableEntries = 0;
  for (const entry of entries) {
    const file = readFile(entry);
    // The same object can stand twice in a page, signed twice: the first one is as good as the second.
    if (file === null) unreadableEntries += 1;
    else if (!files.has(file.objectPath)) files.set(file.objectPath, file);
  }
  return { files: [...files.values()], unreadableEntries };
}

function readFile(entry: unknown): BatchFile | null {
  const object = readObject(entry);
  const url = readText(object?.["url"]);
  if (object === null || url === null || !URL.canParse(url)) return null;
  const expiresAt = Date.parse(readText(object["expiry"]) ?? "");
  return {
    url,
    objectPath: url.split(/[?#]/, 1)[0] ?? url,
    expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
    sizeBytes: readNumber(object["size"]),
  };
}
