import { type MimecastClient, type OperationName, readRows as readAnswerRows } from "@postern/mimecast";

export type TenantRow = Readonly<Record<string, unknown>>;

/** All objects of a paged list, in memory: lists of policies and URLs, thousands at most. */
export async function readAllPages(
  client: MimecastClient,
  request: {
    operation: OperationName;
    pageSize: number;
    /** What a search asks for; a list without is asked without `data`. */
    item?: object;
    signal: AbortSignal | undefined;
  },
): Promise<TenantRow[]> {
  const rows: TenantRow[] = [];
  const { operation, pageSize, item, signal } = request;
  const asked = item === undefined ? { omitData: true } : { data: [item] };
  for await (const answer of client.pages(operation, { ...asked, pagination: { pageSize }, signal })) {
    rows.push(...readRows(readAnswerRows(operation, answer)));
  }
  return rows;
}

export function readRows(data: readonly unknown[]): TenantRow[] {
  return data.filter(isRow);
}

export function isRow(value: unknown): value is TenantRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
