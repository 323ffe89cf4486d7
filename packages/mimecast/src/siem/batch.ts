import { callOperation } from "../calls/index.js";
import { type OperationName, operation } from "../catalogue/index.js";
import { type JsonObject, readNumber, readObject, readText } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import type { Caller } from "../exchange/index.js";
import type { BatchFile, BatchListing, BatchRequest } from "./batch-types.js";

const name = "siem.batch.cg" satisfies OperationName;

/** Lists one page of the files of Cloud Gateway mail events. */
export async function listBatch(caller: Caller, request: BatchRequest): Promise<BatchListing> {
  const { type, dateRangeStartsAt, dateRangeEndsAt, nextPage, signal } = request;
  const query = {
    type,
    ...(dateRangeStartsAt === undefined ? {} : { dateRangeStartsAt }),
    ...(dateRangeEndsAt === undefined ? {} : { dateRangeEndsAt }),
    pageSize: request.pageSize ?? operation(name).pageSize?.default ?? 100,
    ...(nextPage === undefined ? {} : { nextPage }),
  };
  const answer = await callOperation(caller, name, { query, signal });
  const listing = readListing(answer.body);
  if (listing !== null) return { ...listing, requestId: answer.requestId };
  throw new MimecastError({
    kind: "unreadable-answer",
    message: `${name}: the answer was JSON without value, @nextPage and isCaughtUp (HTTP ${answer.status})`,
    operation: name,
    httpStatus: answer.status,
    requestId: answer.requestId,
  });
}

/** Reads a listing; null if the body is none. */
function readListing(body: unknown): Omit<BatchListing, "requestId"> | null {
  const object = readObject(body);
  if (object === null || !isListing(object)) return null;
  const entries = Array.isArray(object["value"]) ? object["value"] : [];
  const files = new Map<string, BatchFile>();
  let unreadableEntries = 0;
  for (const entry of entries) {
    const file = readFile(entry);
    // The same object can stand twice in a page, signed twice: the first one is as good as the second.
    if (file === null) unreadableEntries += 1;
    else if (!files.has(file.objectPath)) files.set(file.objectPath, file);
  }
  return {
    files: [...files.values()],
    unreadableEntries,
    nextPage: readText(object["@nextPage"]),
    isCaughtUp: object["isCaughtUp"] === true,
  };
}

function isListing(body: JsonObject): boolean {
  return Array.isArray(body["value"]) || readText(body["@nextPage"]) !== null || "isCaughtUp" in body;
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
