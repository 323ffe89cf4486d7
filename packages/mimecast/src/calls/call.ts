import { type Operation, type OperationName, operation } from "../catalogue/index.js";
import type { Answer } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import { type Caller, type ClientContext, perform, readAnswer } from "../exchange/index.js";
import { fillPath } from "./fill-path.js";
import type { CallRequest } from "./request.js";

export async function callOperation(
  caller: Caller,
  name: OperationName,
  request: CallRequest = {},
): Promise<Answer> {
  const { context, authorize } = caller;
  const entry = operation(name);
  assertGeneration(context, name);
  const advice = adviseElsewhere(entry, { name, context }) ?? adviseBody(entry, request);
  if (advice !== null) throw refuseCall(name, advice);
  const { signal } = request;
  const path = fillPath(name, request.pathParameters);
  const query = buildQuery(entry, request);
  const isCursorSent =
    request.pagination?.pageToken !== undefined ||
    query?.["nextPage"] !== undefined ||
    query?.["pageToken"] !== undefined;
  const partial = request.partial ?? false;
  return perform(context, {
    name,
    path,
    query,
    body: buildBody(entry, request),
    signal,
    accept: "application/json",
    authorize: entry.authentication === "none" ? null : authorize,
    read: (reply) => readAnswer(context, reply, { isCursorSent, partial }),
  });
}

/** What can't be called as JSON with the client's own credentials has a way of its own, or none yet. */
function adviseElsewhere(
  entry: Operation,
  known: { name: OperationName; context: ClientContext },
): string | null {
  if (known.name === "oauth.token") return "the client calls it by itself: use authenticate()";
  if (entry.paging === "siem-token") return "its answers are files: use readSiemLogs()";
  if (entry.paging === "feed-token") return "its answers are files: use readThreatFeed()";
  if (known.name === "login.discover-authentication") return "it needs no keys: use discoverRegion()";
  if (entry.authentication === "password") return "it takes a password instead of keys: use refreshBinding()";
  const files = entry.files?.[known.context.generation];
  if (files === undefined) return null;
  return files === "sent"
    ? "its request is a file, and call() sends JSON alone"
    : "its answer is a file: use readFile()";
}

function adviseBody(entry: Operation, request: CallRequest): string | null {
  if (isEnvelope(entry)) {
    return request.body === undefined ? null : "it takes items in data, not a body of its own";
  }
  if (request.body !== undefined && entry.method === "GET") return "a GET has no body";
  const hasItems = request.data !== undefined && request.data.length > 0;
  return hasItems ? "it takes a body of its own, not items in data" : null;
}

/** Everything below /api/ speaks the envelope of meta and data. */
function isEnvelope(entry: Operation): boolean {
  return entry.path.startsWith("/api/");
}

/** Outside `/api/` the pages are asked for in the query, of whatever operation names a next one. */
function buildQuery(entry: Operation, request: CallRequest): CallRequest["query"] {
  const { pageSize, pageToken } = request.pagination ?? {};
  if (isEnvelope(entry) || (pageSize === undefined && pageToken === undefined)) return request.query;
  return {
    ...request.query,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(pageToken === undefined ? {} : { pageToken }),
  };
}

function buildBody(
  entry: Operation,
  request: CallRequest,
): { text: string; contentType: string } | undefined {
  const body = isEnvelope(entry) ? buildEnvelope(request) : request.body;
  return body === undefined ? undefined : { text: JSON.stringify(body), contentType: "application/json" };
}

/** `page_size` and page tokens in the query are ignored by the vendor: paging goes into the body, as `pageSize`. */
function buildEnvelope(request: CallRequest): object {
  const { pageSize, pageToken } = request.pagination ?? {};
  const pagination = {
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(pageToken === undefined ? {} : { pageToken }),
  };
  return {
    ...(Object.keys(pagination).length === 0 ? {} : { meta: { pagination } }),
    ...(request.omitData ? {} : { data: request.data ?? [] }),
  };
}

export function assertGeneration(context: ClientContext, name: OperationName): void {
  const { generations } = operation(name);
  if (generations.includes(context.generation)) return;
  throw new MimecastError({
    kind: "wrong-generation",
    message: `${name} exists in API ${generations.join(" and ")}, this client speaks API ${context.generation}`,
    operation: name,
  });
}

function refuseCall(name: OperationName, advice: string): MimecastError {
  return new MimecastError({ kind: "rejected", message: `${name}: ${advice}`, operation: name });
}
