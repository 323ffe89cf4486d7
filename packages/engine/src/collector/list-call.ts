import { type Answer, type CallRequest, type OperationName, operation, readRows } from "@postern/mimecast";

/** What a list is asked with: items in the body, or query parameters where the operation is a GET. */
export function listCall(request: {
  readonly operation: OperationName;
  readonly pageSize: number | null;
  /** null: the operation takes nothing. */
  readonly item: object | null;
  readonly signal: AbortSignal;
}): CallRequest {
  const { item, pageSize, signal } = request;
  const { method } = operation(request.operation);
  return {
    ...(method === "GET" ? { query: toQuery(item ?? {}) } : { data: item === null ? [] : [item] }),
    ...(pageSize === null ? {} : { pagination: { pageSize } }),
    signal,
  };
}

function toQuery(item: object): Record<string, string | number> {
  const query: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === "string" || typeof value === "number") query[name] = value;
  }
  return query;
}

/** The data of an answer; outside `/api/` the list it holds, whatever it is called there. */
export function dataOf(name: OperationName, answer: Answer): readonly unknown[] {
  return operation(name).path.startsWith("/api/") ? answer.data : readRows(name, answer);
}
