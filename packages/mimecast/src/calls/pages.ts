import { type OperationName, operation } from "../catalogue/index.js";
import { type Answer, readObject } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import type { Caller } from "../exchange/index.js";
import { callOperation } from "./call.js";
import type { CallRequest } from "./request.js";
import { readRows } from "./rows.js";

/**
 * Empty pages in a row that are followed when they name a next one. The vendor's last page can be such a page; but
 * stopping at the first would lose what stands behind one in the middle.
 */
const maxEmptyPages = 2;

/** Follows an operation's pages to their end. The same filters are sent with every page, as the vendor wants it. */
export async function* followPages(
  caller: Caller,
  name: OperationName,
  request: CallRequest = {},
): AsyncGenerator<Answer> {
  const seen = new Set<string>();
  let asked = request;
  let emptyPages = 0;
  for (;;) {
    const sent = asked.pagination?.pageToken ?? asked.query?.["nextPage"];
    if (sent !== undefined) seen.add(String(sent));
    const answer = await callBehindEmptyPage(caller, { name, asked, emptyPages });
    if (answer === null) return;
    yield answer;
    const next = answer.pagination?.next ?? null;
    emptyPages = readRows(name, answer).length === 0 ? emptyPages + 1 : 0;
    // A next token can lead back to a page that was read.
    if (next === null || seen.has(next) || emptyPages > maxEmptyPages) return;
    const body = readObject(answer.body);
    // A cursor list may turn out to page as the mail events do: it takes its cursor back under the name it gave it.
    if (operation(name).paging === "next-page" || body?.["@nextPage"] === next) {
      if (body?.["isCaughtUp"] === true) return;
      asked = { ...request, query: { ...request.query, nextPage: next } };
    } else {
      asked = { ...request, pagination: { ...request.pagination, pageToken: next } };
    }
  }
}

/** Behind an empty page, a next token that the vendor itself refuses only says that it was the end: null. */
async function callBehindEmptyPage(
  caller: Caller,
  { name, asked, emptyPages }: { name: OperationName; asked: CallRequest; emptyPages: number },
): Promise<Answer | null> {
  try {
    return await callOperation(caller, name, asked);
  } catch (error) {
    const isRefused =
      error instanceof MimecastError && (error.kind === "invalid-cursor" || error.kind === "rejected");
    if (emptyPages > 0 && isRefused) return null;
    throw error;
  }
}
