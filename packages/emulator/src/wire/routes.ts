import { type Generation, type Operation, type OperationName, operations } from "@postern/mimecast/catalogue";

/** Sign-in operations of API 1.0. They have no signature: their handlers look at who asks. */
export const loginOperations = ["login.discover-authentication", "login.login"] as const;
export type LoginOperationName = (typeof loginOperations)[number];

/** Every operation the tenant has a path for. */
export type EmulatedOperationName = OperationName | LoginOperationName;

/** What the tenant needs to know of an operation. */
export type OperationTraits = Pick<
  Operation,
  "method" | "path" | "generations" | "authentication" | "products" | "permission" | "pageSize" | "quota"
>;

export interface Route {
  readonly name: EmulatedOperationName;
  readonly traits: OperationTraits;
}

const catalogued: Readonly<Record<string, Operation>> = operations;

/** All operations of a generation: the catalogue's, and the logins as long as the catalogue doesn't have them. */
export function listRoutes(generation: Generation): Route[] {
  const routes: Route[] = [];
  for (const [name, traits] of Object.entries(catalogued)) {
    const belongs = traits.generations.some((candidate) => candidate === generation);
    if (belongs && isOperationName(name)) routes.push({ name, traits });
  }
  if (generation === "2.0") return routes;
  const missing = loginOperations.filter((name) => !(name in catalogued));
  return [...routes, ...missing.map((name) => ({ name, traits: traitsOfLogin(name) }))];
}

export function isLogin(name: EmulatedOperationName): name is LoginOperationName {
  return loginOperations.some((candidate) => candidate === name);
}

function traitsOfLogin(name: LoginOperationName): OperationTraits {
  return {
    method: "POST",
    path: `/api/${name.replace(".", "/")}`,
    generations: ["1.0"],
    authentication: "none",
    products: [],
    permission: null,
    pageSize: null,
    quota: {},
  };
}

function isOperationName(name: string): name is OperationName {
  return name in catalogued;
}
