import type { Generation, Operation } from "./operation.js";

/** An entry before it has its name, which is the key it stands under. */
export type Entry = Omit<Operation, "name">;

/** What an entry says beyond its path; the rest has the defaults of its family. */
export type Details = Partial<Omit<Entry, "method" | "path" | "effect">> & Pick<Entry, "summary">;

/** Entries under their names. */
export type Named<Name extends string> = { readonly [N in Name]: Operation & { readonly name: N } };

const both: readonly Generation[] = ["1.0", "2.0"];

const common = {
  authentication: "signature-or-token",
  products: [],
  permission: null,
  paging: "none",
  pageSize: null,
  quota: {},
  oddities: [],
} as const satisfies Partial<Entry>;

/** The page sizes of `/api/` lists: 25 in the vendor's examples, 500 used by clients without errors. */
export const legacyPages = { paging: "page-token", pageSize: { default: 25, max: 500 } } as const;

/** The newer REST resources take 1 to 100. The default is what clients send; the vendor's own is not stated. */
export const cursorPages = { paging: "cursor", pageSize: { default: 100, max: 100 } } as const;

/** A function of `/api/` that changes nothing: POST in both generations, unless said otherwise. */
export function reads(path: `/api/${string}`, details: Details): Entry {
  return { ...common, method: "POST", path, generations: both, effect: "read", ...details };
}

/** A function of `/api/` that changes something. */
export function writes(path: `/api/${string}`, details: Details): Entry {
  return { ...common, method: "POST", path, generations: both, effect: "write", ...details };
}

/** A call of the newer REST resources, API 2.0 alone. `call` is the verb and the path: `GET /identity/whoami`. */
export function rest(
  call: `${Operation["method"]} /${string}`,
  details: Details & { effect?: "read" },
): Entry {
  const [verb, path = ""] = call.split(" ");
  const method = readMethod(verb);
  const effect = method === "GET" ? "read" : "write";
  return { ...common, method, path, generations: ["2.0"], effect, ...details };
}

function readMethod(verb: string | undefined): Operation["method"] {
  switch (verb) {
    case "POST":
    case "PUT":
    case "PATCH":
    case "DELETE":
      return verb;
    default:
      return "GET";
  }
}

/** Gives each entry the name it stands under. */
export function nameEntries<Name extends string>(entries: Readonly<Record<Name, Entry>>): Named<Name> {
  const named: Record<string, Operation> = {};
  for (const [name, entry] of Object.entries<Entry>(entries)) named[name] = { name, ...entry };
  if (!isNamed(named, entries)) throw new Error("an entry lost its name");
  return named;
}

function isNamed<Name extends string>(
  named: object,
  entries: Readonly<Record<Name, Entry>>,
): named is Named<Name> {
  return Object.keys(entries).every((name) => name in named);
}
