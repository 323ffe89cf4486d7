import type { MimecastClient } from "@postern/mimecast";
import type { Consideration } from "../model/action.js";
import type { EntryForm } from "../model/entries.js";
import type { Item, TenantObject } from "../model/plan.js";
import { readAllPages, type TenantRow } from "../model/read-all.js";
import { kindOfName, sameDomain } from "../names/names.js";
import { type GroupLookup, lookUpGroups, refuseLookup } from "./find-group.js";

/** An address or a domain in a profile group. */
export interface Membership {
  readonly group: string;
  readonly member: string;
}

export interface MembersReading {
  readonly groups: ReadonlyMap<string, GroupLookup>;
  /** By the name of the group. */
  readonly members: ReadonlyMap<string, readonly TenantRow[]>;
}

const reads = ["directory.find-groups", "directory.get-group-members"] as const;
const writes = ["directory.add-group-member", "directory.remove-group-member"] as const;

export function memberOperations({ isAdding }: { readonly isAdding: boolean }) {
  return { reads, writes: isAdding ? writes : writes.toReversed() };
}

// The vendor's limit of a note (actions reference, 2.5).
const longestNote = 100;
/** Writing to it was seen to be refused (actions reference, 2.5). */
const reserved = "permitted senders";

export async function readMembers(
  client: MimecastClient,
  { wanted, signal }: { readonly wanted: readonly Membership[]; readonly signal: AbortSignal | undefined },
): Promise<MembersReading> {
  const groups = await lookUpGroups(client, { names: wanted.map(({ group }) => group), signal });
  const members = new Map<string, readonly TenantRow[]>();
  for (const [name, lookup] of groups) {
    const [group] = lookup.groups;
    if (lookup.groups.length !== 1 || group === undefined) continue;
    members.set(name, await listMembers(client, { id: group.id, signal }));
  }
  return { groups, members };
}

/** Without paging the list would stop at 999 rows. */
export function listMembers(
  client: MimecastClient,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal | undefined },
): Promise<TenantRow[]> {
  const operation = "directory.get-group-members";
  return readAllPages(client, { operation, pageSize: 500, item: { id }, signal });
}

export async function probeGroups(client: MimecastClient, signal: AbortSignal): Promise<void> {
  const data = [{ query: "Blocked Senders", source: "cloud" }];
  await client.call("directory.find-groups", { data, pagination: { pageSize: 1 }, signal });
}

export function considerMembership(reading: MembersReading, { group }: Membership): Consideration {
  const warnings =
    group.trim().toLowerCase() === reserved
      ? [`Mimecast was seen to refuse changes of the group "${group}".`]
      : [];
  return { refusal: refuseLookup(reading.groups.get(group), group), warnings };
}

export function locateMember(
  reading: MembersReading,
  { group, member }: Membership,
  as: { readonly bearing: TenantObject["bearing"]; readonly meaning: string },
): TenantObject[] {
  const id = reading.groups.get(group)?.groups[0]?.id;
  if (id === undefined) return [];
  return (reading.members.get(group) ?? []).flatMap((row) => {
    if (!isMember(row, member)) return [];
    const notes = typeof row["notes"] === "string" && row["notes"] !== "" ? { notes: row["notes"] } : {};
    return [{ id, ...as, item: { group, ...fieldOf(member), ...notes } }];
  });
}

/** How memberships are made and removed, for actions whose input tells one in its own words. */
export function memberForm<Input extends Item>(
  toMembership: (input: Input) => Membership,
  describe: (input: Input) => string,
): EntryForm<Input, MembersReading> {
  const idOf = ({ groups }: MembersReading, group: unknown) =>
    groups.get(String(group))?.groups[0]?.id ?? String(group);
  return {
    create: "directory.add-group-member",
    remove: "directory.remove-group-member",
    describe,
    createItem(input, { reading, reason }) {
      const { group, member } = toMembership(input);
      const notes = (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, longestNote);
      return { id: idOf(reading, group), ...fieldOf(member), notes };
    },
    removeItem({ id, item }) {
      const { group: _group, notes: _notes, ...member } = item;
      return { id, ...member };
    },
    restoreItem({ item }, reading) {
      const { group, ...member } = item;
      return { id: idOf(reading, group), ...member };
    },
  };
}

/** One of both, never both: an empty text counts as given. */
function fieldOf(member: string): Item {
  return kindOfName(member) === "address" ? { emailAddress: member } : { domain: member };
}

function isMember({ emailAddress, domain }: TenantRow, member: string): boolean {
  const address = typeof emailAddress === "string" ? emailAddress : "";
  if (kindOfName(member) === "address") return address.toLowerCase() === member;
  return address === "" && typeof domain === "string" && sameDomain(domain, member);
}
