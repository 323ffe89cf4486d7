import { type Generation, type Operation, type OperationName, operations } from "@postern/mimecast/catalogue";
import { type FaultSite, siteOf } from "../faults/site.js";

/** Sign-in operations of API 1.0. They have no signature: their handlers look at who asks. */
export const loginOperations = ["login.discover-authentication", "login.login"] as const;
export type LoginOperationName = (typeof loginOperations)[number];

/** Every operation the tenant has a path for. */
export type EmulatedOperationName = OperationName | LoginOperationName;

/** What the tenant needs to know of an operation. */
export type OperationTraits = Pick<
  Operation,
  | "method"
  | "path"
  | "generations"
  | "effect"
  | "authentication"
  | "products"
  | "permission"
  | "otherPermission"
  | "pageSize"
  | "quota"
  | "files"
>;

export interface Route {
  readonly name: EmulatedOperationName;
  readonly traits: OperationTraits;
  /** Where its calls stand for faults. */
  readonly site: FaultSite;
}

const catalogued: Readonly<Record<string, Operation>> = operations;

/** All operations of a generation. */
export function listRoutes(generation: Generation): Route[] {
  const routes: Route[] = [];
  for (const [name, traits] of Object.entries(catalogued)) {
    const belongs = traits.generations.some((candidate) => candidate === generation);
    if (belongs && isOperationName(name))
      routes.push({ name, traits, site: siteOf({ generation, name, operation: traits }) });
  }
  return routes;
}

export function isLogin(name: EmulatedOperationName): name is LoginOperationName {
  return loginOperations.some((candidate) => candidate === name);
}

/** Whether the tenant isn't what it was after a call: keys and tokens are made by calls that a client may repeat. */
export function leavesTrace(name: EmulatedOperationName): boolean {
  return catalogued[name]?.effect === "write" || name === "oauth.token" || name === "login.login";
}

function isOperationName(name: string): name is OperationName {
  return name in catalogued;
}
