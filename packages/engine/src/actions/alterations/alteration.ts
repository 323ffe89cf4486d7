import { addressTypes, type MimecastClient, routings } from "@postern/mimecast";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { EntryForm } from "../model/entries.js";
import type { Item, TenantObject } from "../model/plan.js";
import { isRow, readRows, type TenantRow, textAt } from "../model/read-all.js";
import { type AlterationSet, findSets, listSets, pathOf, readSets, refuseSet } from "./alteration-sets.js";

export const listAlterations = "policy.address-alteration.get-definition";
const create = "policy.address-alteration.create-definition";
const remove = "policy.address-alteration.delete-definition";

/** The forms the vendor takes (actions reference, 2.13). */
const partText = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[^\s@]+@(?:[^\s@]+\.[^\s@]+)?|@[^\s@]+\.[^\s@]+)$/, "must be name@domain, @domain or name@");

export const alterationInput = z.strictObject({
  original: partText.describe("what is replaced: name@domain, @domain or name@, of a domain of the account"),
  new: partText.describe("what it becomes, in the same forms"),
  set: z
    .string()
    .trim()
    .default("")
    .describe("the set it belongs to, by name or id; without it, it holds for mail that no policy is about"),
  in: z.enum(addressTypes).default("all").describe("which addresses of a message"),
  routing: z.enum(routings).default("all").describe("mail of which direction"),
});

export type AlterationInput = z.output<typeof alterationInput>;

export interface AlterationsReading {
  readonly sets: readonly AlterationSet[];
  /** By the id of the set. */
  readonly alterations: ReadonlyMap<string, readonly TenantRow[]>;
}

/** What the alterations of a set say: filtered by it alone, or the answer leaves the set out. */
export async function readAlterations(
  client: MimecastClient,
  { set, signal }: { readonly set: string; readonly signal: AbortSignal | undefined },
): Promise<TenantRow[]> {
  const { data } = await client.call(listAlterations, { data: [{ folderId: set }], signal });
  return readRows(data).flatMap(({ items }) => (Array.isArray(items) ? items.filter(isRow) : []));
}

export const alterationForm: EntryForm<AlterationInput, AlterationsReading> = {
  create,
  remove,
  describe: ({ original, new: next, set, in: where, routing }) => {
    const addresses = where === "all" ? "" : ` in ${where}`;
    const mail = routing === "all" ? "" : ` of ${routing} mail`;
    const place = set === "" ? "mail that no policy is about" : `the set "${set}"`;
    return `Writes ${next} in the place of ${original}${addresses}${mail}, for ${place}.`;
  },
  createItem: (wanted, { reading }) => toItem(wantedOf(wanted), setOf(reading, wanted)?.id),
  removeItem: ({ id }) => ({ id }),
  restoreItem: ({ item: { set, ...alteration } }, { sets }) =>
    toItem(alteration, sets.find(({ path }) => pathOf({ path }) === set)?.id),
};

function toItem(alteration: Item, folderId: string | undefined): Item {
  return { ...(folderId === undefined ? {} : { folderId }), addressAlterations: [alteration] };
}

function wantedOf({ original, new: next, in: where, routing }: AlterationInput): Item {
  return { addressType: where, originalAddress: original, newAddress: next, routing };
}

function setOf({ sets }: AlterationsReading, { set }: AlterationInput): AlterationSet | undefined {
  return findSets(sets, set)[0];
}

type Shared = "kind" | "family" | "input" | "generations" | "reach" | "warn" | "probe" | "read" | "consider";

/** What making and deleting an alteration have in common. */
export const alterationActions: Pick<WritingAction<AlterationInput, AlterationsReading>, Shared> & {
  readonly reads: readonly (typeof listSets | typeof listAlterations)[];
} = {
  kind: "writing",
  family: "policies",
  input: alterationInput,
  generations: ["1.0", "2.0"],
  reads: [listSets, listAlterations],
  reach: ({ original }) => ({
    names: [],
    width: original.startsWith("@") || original.endsWith("@") ? "domain" : "address",
  }),
  warn: ({ set }) =>
    set === "" ? ["It needs no policy: it holds at once for all mail that no policy is about."] : [],
  async probe(client, signal) {
    await client.call(listSets, { data: [], signal });
  },
  async read(client, { inputs, signal }) {
    const sets = await readSets(client, signal);
    const ids = new Set(inputs.flatMap(({ set }) => findSets(sets, set).map(({ id }) => id)));
    const alterations = new Map<string, readonly TenantRow[]>();
    for (const id of ids) alterations.set(id, await readAlterations(client, { set: id, signal }));
    return { sets, alterations };
  },
  consider: ({ set }, { sets }) => ({ refusal: refuseSet(sets, set), warnings: [] }),
};

/** The alteration, and those of the same address in its set that say otherwise: which of them counts is not known. */
export function locateAlteration(
  reading: AlterationsReading,
  wanted: AlterationInput,
  bearing: TenantObject["bearing"],
): TenantObject[] {
  const set = setOf(reading, wanted);
  if (set === undefined) return [];
  const sought = wantedOf(wanted);
  return (reading.alterations.get(set.id) ?? []).flatMap((row) => {
    const held = {
      addressType: row["addressType"],
      originalAddress: textAt(row, "originalAddress").toLowerCase(),
      newAddress: textAt(row, "newAddress").toLowerCase(),
      routing: row["routing"],
    };
    if (held.originalAddress !== wanted.original) return [];
    const isSame = Object.entries(held).every(([field, value]) => sought[field] === value);
    const meaning = `has ${held.newAddress} in the place of ${held.originalAddress} (${String(held.addressType)}, ${String(held.routing)})`;
    const item = { set: pathOf(set), ...held };
    return [{ id: textAt(row, "id"), meaning, bearing: isSame ? bearing : "related", item }];
  });
}
