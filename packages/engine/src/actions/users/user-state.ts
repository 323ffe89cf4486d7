import type { MimecastClient } from "@postern/mimecast";
import type { UndoGround } from "../model/action.js";
import type { Bounds, Item, PlannedCall, TenantObject } from "../model/plan.js";
import { readRows, type TenantRow, textAt } from "../model/read-all.js";

/** Documented as an update of what is given alone, which answers the whole state: one of nothing is the way to read. */
export const updateUser = "user.update-user";
const listUsers = "user.get-internal-users";

export const userOperations = { reads: [listUsers, updateUser], writes: [updateUser] } as const;

/** The catalogue's limit of one call. */
const usersAtOnce = 5;

/** The state of users, in the order asked for; one that the tenant does not know is left out. */
export async function readUsers(
  client: MimecastClient,
  { addresses, signal }: { readonly addresses: readonly string[] } & Pick<Bounds, "signal">,
): Promise<TenantRow[]> {
  const rows: TenantRow[] = [];
  const asked = [...new Set(addresses)];
  for (let start = 0; start < asked.length; start += usersAtOnce) {
    const data = asked.slice(start, start + usersAtOnce).map((address) => ({ emailAddress: address }));
    rows.push(...readRows((await client.call(updateUser, { data, partial: true, signal })).data));
  }
  return rows;
}

/** The fields of a user that an action is about, and no others: what somebody changed beside them is not ours. */
export function locateUser(
  rows: readonly TenantRow[],
  { address, fields }: { readonly address: string; readonly fields: Item },
): TenantObject[] {
  const row = rows.find((candidate) => textAt(candidate, "emailAddress").toLowerCase() === address);
  if (row === undefined) return [];
  const names = Object.keys(fields);
  const item = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  const isSo = names.every((name) => item[name] === fields[name]);
  const told = names.map((name) => `${name} ${String(item[name])}`).join(", ");
  return [{ id: address, meaning: `has ${address} with ${told}`, bearing: isSo ? "same" : "related", item }];
}

export function callsOfUser(
  { address, fields }: { readonly address: string; readonly fields: Item },
  purpose: string,
): PlannedCall[] {
  return [{ operation: updateUser, purpose, item: { emailAddress: address, ...fields } }];
}

/** The former fields; none where they stand so already. */
export function undoOfUser(address: string, { before, found }: UndoGround<unknown>): PlannedCall[] {
  const [former] = before ?? [];
  if (former === undefined) return [];
  const now = found?.[0]?.item ?? {};
  const fields = Object.entries(former.item).filter(([name, value]) => value !== null && now[name] !== value);
  return fields.length === 0
    ? []
    : callsOfUser({ address, fields: Object.fromEntries(fields) }, `give ${address} its former fields back`);
}

export async function probeUsers(client: MimecastClient, signal: AbortSignal): Promise<void> {
  await client.call(listUsers, { omitData: true, pagination: { pageSize: 1 }, signal });
}
