import { isDeepStrictEqual } from "node:util";
import { byAdministrator, type Deed } from "../console/deed.js";
import { noteAdministration } from "../logs/audit-trail.js";
import { type ChangeVerb, nameChanges } from "../logs/console-changes.js";
import type { Emulation } from "../tenant/emulation.js";
import { isObject } from "../wire/decode.js";
import { listResources } from "./resources/index.js";

type Item = Readonly<Record<string, unknown>>;
type Listed = ReadonlyMap<string, Item>;

/** Lets somebody do something, and writes what of the account is otherwise afterwards into the audit log. */
export function watchAdministration<Result>(deed: Deed, perform: () => Result): Result {
  const { emulation } = deed;
  const before = listAll(emulation);
  try {
    return perform();
  } finally {
    // What was refused may have been done in part.
    const after = listAll(emulation);
    for (const { name, kind } of listResources(emulation.administration)) {
      const changes = compare(before.get(name) ?? new Map(), after.get(name) ?? new Map());
      for (const { verb, item, fields } of changes) {
        for (const { what, told, lead } of nameChanges(kind, { verb, fields }))
          noteAdministration({ ...what, info: lead + describe(item, told) }, deed);
      }
    }
  }
}

/** The same for code, which is done by the administrator that every account has. */
export function watchCode(emulation: Emulation) {
  return <Result>(part: string, perform: () => Result): Result =>
    part === "administration" || part === "application"
      ? watchAdministration(byAdministrator(emulation), perform)
      : perform();
}

function listAll({ administration }: Emulation): ReadonlyMap<string, Listed> {
  return new Map(
    listResources(administration).map(({ name, idField, list }) => {
      // As it is at this moment: what a list hands out may be what is about to change.
      const items: unknown = JSON.parse(JSON.stringify(list()));
      const found = Array.isArray(items) ? items.filter(isObject) : [];
      return [name, new Map(found.map((item) => [String(item[idField]), item]))];
    }),
  );
}

function* compare(
  before: Listed,
  after: Listed,
): Iterable<{ readonly verb: ChangeVerb; readonly item: Item; readonly fields: readonly string[] }> {
  for (const [id, item] of after) {
    const known = before.get(id);
    if (known === undefined) yield { verb: "create", item, fields: Object.keys(item) };
    else if (!isDeepStrictEqual(known, item)) {
      const fields = Object.keys(item).filter((field) => !isDeepStrictEqual(known[field], item[field]));
      yield { verb: "change", item, fields };
    }
  }
  for (const [id, item] of before) {
    if (!after.has(id)) yield { verb: "remove", item, fields: [] };
  }
}

function describe(item: Item, fields: readonly string[]): string {
  const name =
    item["name"] ?? item["emailAddress"] ?? item["description"] ?? item["range"] ?? item["accessKey"];
  const told = fields
    .filter((field) => item[field] !== null && item[field] !== "" && item[field] !== name)
    .map((field) => `${field}: ${JSON.stringify(item[field])}`);
  return [String(name), ...told].join(", ");
}
