import type { Guesses } from "../guesses/guesses.js";
import { Refusal } from "../wire/answer.js";
import { isObject, type JsonObject, readObject, readText } from "../wire/decode.js";
import { itemErrors, wireErrors } from "../wire/errors.js";

/** Which fields of a row a search by name looks into. */
export type SearchFields = Readonly<Record<string, readonly string[]>>;

/** Refuses a filter whose value is none of those allowed. */
export function checkChoice(item: JsonObject, field: string, allowed: readonly string[]): void {
  const value = item[field] ?? allowed[0];
  if (typeof value === "string" && allowed.includes(value)) return;
  throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.notAllowed(field, allowed)] }]));
}

/** Whether a field holds what is asked for; `all` and nothing ask for everything. */
export function isChosen(fields: JsonObject, field: string, asked: unknown): boolean {
  return typeof asked !== "string" || asked === "" || asked === "all" || fields[field] === asked;
}

/** Whether one of the fields contains the text, whatever its case and however deep it stands. */
export function contains(fields: JsonObject, names: readonly string[], text: string): boolean {
  const wanted = text.toLowerCase();
  return names.some((name) => holds(fields[name], wanted));
}

function holds(value: unknown, wanted: string): boolean {
  if (typeof value === "string") return value.toLowerCase().includes(wanted);
  if (Array.isArray(value)) return value.some((inner) => holds(inner, wanted));
  return isObject(value) && Object.values(value).some((inner) => holds(inner, wanted));
}

/** Refuses a `searchBy` in a field that can't be searched. */
export function checkSearch(item: JsonObject, searchable: SearchFields): void {
  const search = findSearch(item);
  if (search !== null) checkChoice({ fieldName: nameField(search) }, "fieldName", Object.keys(searchable));
}

/** Whether a row is what `searchBy` (`fieldName` and `value`) looks for. */
export function isFound(fields: JsonObject, item: JsonObject, searchable: SearchFields): boolean {
  const search = findSearch(item);
  const value = readText(search, "value");
  if (search === null || value === null || value === "") return true;
  return contains(fields, searchable[nameField(search)] ?? [], value);
}

/** What an item searches in; null where it searches nothing. */
export function searchedField(item: JsonObject): string | null {
  const search = findSearch(item);
  return search === null ? null : nameField(search);
}

/** One collection of requests nests `searchBy` inside `filterBy`; elsewhere it stands beside it. */
function findSearch(item: JsonObject): JsonObject | null {
  const nested = listFilters(item).map((filter) => readObject(filter, "searchBy"));
  return readObject(item, "searchBy") ?? nested.find((search) => search !== null) ?? null;
}

/** The item without a `searchBy` where the guess `searchByPlace` has none. */
export function placeSearch(item: JsonObject, { searchByPlace }: Pick<Guesses, "searchByPlace">): JsonObject {
  if (searchByPlace === "both") return item;
  const { searchBy, filterBy, ...rest } = item;
  if (searchByPlace === "nested") return filterBy === undefined ? rest : { ...rest, filterBy };
  const filters = listFilters(item).map(({ searchBy: _, ...filter }) => filter);
  return { ...rest, ...(searchBy === undefined ? {} : { searchBy }), filterBy: filters };
}

/** The echo of a failed request calls it `field`. */
function nameField(search: JsonObject): string {
  return readText(search, "fieldName") ?? readText(search, "field") ?? "all";
}

/** Refuses a `filterBy` whose field doesn't exist. */
export function checkFilterBy(item: JsonObject, names: readonly string[]): void {
  for (const filter of listFilters(item)) {
    if ("fieldName" in filter) checkChoice(filter, "fieldName", names);
  }
}

/** Whether a row has what every entry of `filterBy` (`fieldName` and `value`) asks for, whatever the case. */
export function isFiltered(fields: JsonObject, item: JsonObject): boolean {
  return listFilters(item).every((filter) => {
    const name = readText(filter, "fieldName");
    const asked = filter["value"];
    if (name === null || asked === undefined || asked === null || asked === "") return true;
    const wanted = String(asked).toLowerCase();
    return wanted === "all" || String(fields[name]).toLowerCase() === wanted;
  });
}

/** What `filterBy` asks of a field; null where it asks nothing. */
export function readFilter(item: JsonObject, name: string): string | null {
  const filter = listFilters(item).find((candidate) => readText(candidate, "fieldName") === name);
  return readText(filter, "value");
}

function listFilters(item: JsonObject): readonly JsonObject[] {
  const { filterBy } = item;
  return (Array.isArray(filterBy) ? filterBy : [filterBy]).filter(isObject);
}
