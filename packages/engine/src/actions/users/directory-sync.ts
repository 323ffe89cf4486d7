import type { MimecastClient } from "@postern/mimecast";
import { readRows, type TenantRow } from "../model/read-all.js";

export const readSync = "directory.get-connection";
export const executeSync = "directory.execute-sync";

/** The directories that the account is synchronised with. */
export async function readConnections(
  client: MimecastClient,
  signal: AbortSignal | undefined,
): Promise<TenantRow[]> {
  return readRows((await client.call(readSync, { data: [], signal })).data);
}
