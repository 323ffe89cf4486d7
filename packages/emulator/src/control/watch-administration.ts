import { isDeepStrictEqual } from "node:util";
import { noteAdministration } from "../logs/audit-trail.js";
import type { ChangeVerb } from "../logs/console-changes.js";
import type { Emulation } from "../tenant/emulation.js";
import { isObject } from "../wire/decode.js";
import { listResources } from "./resources/index.js";

type Item = Readonly<Record<string, unknown>>;
type Listed = ReadonlyMap<string, Item>;

/** Lets somebody at the console do something, and writes what is otherwise afterwards into the audit log. */
export function watchAdministration<Result>(
  emulation: Emulation,
  { actor, perform }: { readonly actor: string; readonly perform: () => Result },
): Result {
  const before = listAll(emulation);
  const result = perform();
  const after = listAll(emulation);
  for (const { name, kind } of listResources(emulation.administration)) {
    for (const { verb, info } of compare(before.get(name) ?? new Map(), after.get(name) ?? new Map())) {
      noteAdministration({ kind, verb, info }, { emulation, actor });
    }
  }
  return result;
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
): Iterable<{ readonly verb: ChangeVerb; readonly info: string }> {
  for (const [id, item] of after) {
    const known = before.get(id);
    if (known === undefined) yield { verb: "create", info: describe(item, Object.keys(item)) };
    else if (!isDeepStrictEqual(known, item)) {
      const changed = Object.keys(item).filter((field) => !isDeepStrictEqual(known[field], item[field]));
      yield { verb: "change", info: describe(item, changed) };
    }
  }
  for (const [id, item] of before) {
    if (!after.has(id)) yield { verb: "remove", info: describe(item, []) };
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
