import { callOperation } from "../calls/index.js";
import type { OperationName } from "../catalogue/index.js";
import { type JsonObject, readObject, readText } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import type { Caller } from "../exchange/index.js";

/** What a page of files and one of events have in common. */
export interface SiemPage {
  readonly entries: readonly unknown[];
  readonly nextPage: string | null;
  readonly isCaughtUp: boolean;
  readonly requestId: string | null;
}

/** Calls an operation that answers with `value`, `@nextPage` and `isCaughtUp`; other JSON is an unreadable answer. */
export async function readSiemPage(
  caller: Caller,
  name: OperationName,
  request: {
    readonly query: Readonly<Record<string, string | number | undefined>>;
    readonly signal: AbortSignal | undefined;
  },
): Promise<SiemPage> {
  const query: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(request.query)) if (value !== undefined) query[key] = value;
  const answer = await callOperation(caller, name, { query, signal: request.signal });
  const body = readObject(answer.body);
  if (body !== null && isPage(body)) {
    return {
      entries: Array.isArray(body["value"]) ? body["value"] : [],
      nextPage: readText(body["@nextPage"]) ?? readLinkedPage(body["@nextLink"]),
      isCaughtUp: body["isCaughtUp"] === true,
      requestId: answer.requestId,
    };
  }
  throw new MimecastError({
    kind: "unreadable-answer",
    message: `${name}: the answer was JSON without value, @nextPage and isCaughtUp (HTTP ${answer.status})`,
    operation: name,
    httpStatus: answer.status,
    requestId: answer.requestId,
  });
}

function isPage(body: JsonObject): boolean {
  return Array.isArray(body["value"]) || readText(body["@nextPage"]) !== null || "isCaughtUp" in body;
}

/** The stream gives its cursor a second time, in a link. */
function readLinkedPage(link: unknown): string | null {
  const url = readText(link);
  return url !== null && URL.canParse(url) ? readText(new URL(url).searchParams.get("nextPage")) : null;
}
