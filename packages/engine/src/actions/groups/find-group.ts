import type { MimecastClient } from "@postern/mimecast";
import { readAllPages } from "../model/read-all.js";
import { findNearest } from "../names/nearest.js";

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly members: number;
  readonly children: number;
}

/** What was found under one name: several groups can have it. */
export interface GroupLookup {
  readonly name: string;
  readonly groups: readonly Group[];
  /** Names that resemble one that nobody has. */
  readonly near: readonly string[];
}

const operation = "directory.find-groups";

/** Looks up groups that were made in Mimecast by their names, whatever their case; those of the directory can't be changed. */
export async function lookUpGroups(
  client: MimecastClient,
  { names, signal }: { readonly names: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<ReadonlyMap<string, GroupLookup>> {
  const found = new Map<string, GroupLookup>();
  for (const name of new Set(names)) {
    const containing = await searchGroups(client, { query: name, signal });
    const groups = containing.filter((group) => sameName(group.name, name));
    const near = groups.length > 0 ? [] : await findNear(client, { name, containing, signal });
    found.set(name, { name, groups, near });
  }
  return found;
}

/** Why a name leads to no group, or to none in particular; null where it leads to one. */
export function refuseLookup(lookup: GroupLookup | undefined, name: string): string | null {
  if (lookup?.groups.length === 1) return null;
  if (lookup !== undefined && lookup.groups.length > 1) {
    return `${String(lookup.groups.length)} profile groups are called "${name}": rename one of them first.`;
  }
  const near = lookup?.near ?? [];
  const hint = near.length === 0 ? "" : ` Near: ${near.map((other) => `"${other}"`).join(", ")}.`;
  return `There is no profile group "${name}" that was made in Mimecast.${hint}`;
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Groups by any part of their name. */
export async function searchGroups(
  client: MimecastClient,
  request: {
    readonly query: string;
    readonly source?: "cloud" | "ldap";
    readonly signal: AbortSignal | undefined;
  },
): Promise<Group[]> {
  const { query, source = "cloud", signal } = request;
  const rows = await readAllPages(client, { operation, pageSize: 500, item: { query, source }, signal });
  return rows.flatMap((row) => {
    const { id, description, parentId, userCount, folderCount } = row;
    if (typeof id !== "string" || typeof description !== "string") return [];
    return [
      {
        id,
        name: description,
        parentId: typeof parentId === "string" ? parentId : null,
        members: Number(userCount ?? 0),
        children: Number(folderCount ?? 0),
      },
    ];
  });
}

/** Groups whose names share a beginning with a word of the one sought, the likeliest first. */
async function findNear(
  client: MimecastClient,
  request: {
    readonly name: string;
    readonly containing: readonly Group[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<string[]> {
  const { name, containing, signal } = request;
  const candidates = new Set(containing.map((group) => group.name));
  const beginnings = new Set(
    name
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word.length >= 3)
      .map((word) => word.slice(0, 3)),
  );
  for (const query of beginnings) {
    for (const group of await searchGroups(client, { query, signal })) candidates.add(group.name);
  }
  return findNearest(name, [...candidates]);
}
