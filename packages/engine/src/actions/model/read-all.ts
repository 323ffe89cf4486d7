import { type MimecastClient, type OperationName, readRows as readAnswerRows } from "@postern/mimecast";
import type { Item } from "./plan.js";

export type TenantRow = Readonly<Record<string, unknown>>;

interface PagedRequest {
  readonly operation: OperationName;
  /** Default: none, the body goes without `data`, which means everything. */
  readonly item?: Item;
  readonly pageSize: number;
  readonly signal: AbortSignal | undefined;
}

/** The objects of a paged list, page by page, wherever this operation puts them. */
export async function* streamRows(
  client: MimecastClient,
  { operation, item, pageSize, signal }: PagedRequest,
): AsyncGenerator<TenantRow> {
  const asked = item === undefined ? { omitData: true } : { data: [item] };
  for await (const answer of client.pages(operation, { ...asked, pagination: { pageSize }, signal })) {
    yield* readRows(readAnswerRows(operation, answer));
  }
}

/** All objects of a paged list, in memory: lists of policies and URLs, thousands at most. */
export async function readAllPages(client: MimecastClient, request: PagedRequest): Promise<TenantRow[]> {
  const rows: TenantRow[] = [];
  for await (const row of streamRows(client, request)) rows.push(row);
  return rows;
}

export function readRows(data: readonly unknown[]): TenantRow[] {
  return data.filter(isRow);
}

export function isRow(value: unknown): value is TenantRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a dotted path of a row, numbers standing for places in a list; undefined where nothing does. */
export function readPath(row: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => {
    if (Array.isArray(at)) return at[Number(name)];
    return isRow(at) ? at[name] : undefined;
  }, row);
}

/** The text at a dotted path of a row; empty for anything else. */
export function textAt(row: unknown, path: string): string {
  const value = readPath(row, path);
  return typeof value === "string" ? value : "";
}
