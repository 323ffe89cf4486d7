import type { MimecastClient, OperationName } from "@postern/mimecast";

export type TenantRow = Readonly<Record<string, unknown>>;

/** All objects of a paged list, in memory: lists of policies and URLs, thousands at most. */
export async function readAllPages(
  client: MimecastClient,
  request: { operation: OperationName; pageSize: number; signal: AbortSignal | undefined },
): Promise<TenantRow[]> {
  const rows: TenantRow[] = [];
  const { operation, pageSize, signal } = request;
  for await (const answer of client.pages(operation, { omitData: true, pagination: { pageSize }, signal })) {
    rows.push(...readRows(answer.data));
  }
  return rows;
}

export function readRows(data: readonly unknown[]): TenantRow[] {
  return data.filter(
    (row): row is TenantRow => typeof row === "object" && row !== null && !Array.isArray(row),
  );
}
