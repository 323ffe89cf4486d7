import { type OperationName, operation } from "../catalogue/index.js";
import type { Answer } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import { type Caller, type ClientContext, perform, readAnswer } from "../exchange/index.js";
import type { CallRequest } from "./request.js";

export async function callOperation(
  caller: Caller,
  name: OperationName,
  request: CallRequest = {},
): Promise<Answer> {
  const { context, authorize } = caller;
  const entry = operation(name);
  assertGeneration(context, name);
  if (name === "oauth.token") throw refuseCall(name, "the client calls it by itself: use authenticate()");
  if (entry.paging === "siem-token") throw refuseCall(name, "its answers are files: use readSiemLogs()");
  const { query, signal } = request;
  const body =
    entry.method === "GET"
      ? undefined
      : { text: JSON.stringify(buildEnvelope(request)), contentType: "application/json" };
  const isCursorSent = request.pagination?.pageToken !== undefined || query?.["nextPage"] !== undefined;
  const partial = request.partial ?? false;
  return perform(context, {
    name,
    query,
    body,
    signal,
    accept: "application/json",
    authorize: entry.authentication === "none" ? null : authorize,
    read: (reply) => readAnswer(context, reply, { isCursorSent, partial }),
  });
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
