import type { MimecastClient } from "@postern/mimecast";
import { isRow, readRows, type TenantRow, textAt } from "../model/read-all.js";

export const listSets = "policy.address-alteration.get-address-alteration-set";

/** A folder of address alterations. */
export interface AlterationSet {
  readonly id: string;
  readonly name: string;
  /** The names of the sets it stands below, from the outermost on, and its own; empty for the root. */
  readonly path: readonly string[];
  readonly parentId: string | null;
  readonly alterations: number;
}

/** All sets, the root first, each before those below it. */
export async function readSets(
  client: MimecastClient,
  signal: AbortSignal | undefined,
): Promise<readonly AlterationSet[]> {
  const found: AlterationSet[] = [];
  const visit = async (row: TenantRow, above: AlterationSet | null): Promise<void> => {
    const id = textAt(row, "id");
    if (id === "") return;
    const name = textAt(row, "description");
    const path = above === null ? [] : [...above.path, name];
    const set = { id, name, path, parentId: above?.id ?? null, alterations: Number(row["userCount"] ?? 0) };
    found.push(set);
    if (Number(row["folderCount"] ?? 0) === 0) return;
    // How deep an answer goes is said of one level alone: what lies further down is asked for set by set.
    for (const child of foldersOf(await readSet(client, { id, signal }))) await visit(child, set);
  };
  const root = await readSet(client, { signal });
  if (root !== null) await visit(root, null);
  return found;
}

async function readSet(
  client: MimecastClient,
  { id, signal }: { readonly id?: string; readonly signal: AbortSignal | undefined },
): Promise<TenantRow | null> {
  const data = id === undefined ? [] : [{ folderId: id, depth: 1 }];
  return readRows((await client.call(listSets, { data, signal })).data)[0] ?? null;
}

function foldersOf(row: TenantRow | null): readonly TenantRow[] {
  const folders = row?.["folders"];
  return Array.isArray(folders) ? folders.filter(isRow) : [];
}

/** Sets by their id, their name, or the way to them: `Outer/Inner`. The root goes by the empty text. */
export function findSets(sets: readonly AlterationSet[], wanted: string): readonly AlterationSet[] {
  const byId = sets.filter(({ id }) => id === wanted);
  if (byId.length > 0) return byId;
  const byPath = sets.filter(({ path }) => pathOf({ path }) === wanted);
  return byPath.length > 0 || wanted === ""
    ? byPath
    : sets.filter(({ name, path }) => path.length > 0 && name === wanted);
}

export function pathOf({ path }: Pick<AlterationSet, "path">): string {
  return path.join("/");
}

/** Why a name leads to no set, or to several; null where it leads to one. */
export function refuseSet(sets: readonly AlterationSet[], wanted: string): string | null {
  const found = findSets(sets, wanted);
  if (found.length === 1) return null;
  if (found.length === 0) return `there is no set of address alterations "${wanted}".`;
  return `${String(found.length)} sets are called "${wanted}": give the way to the one meant, like Outer/Inner.`;
}
