import type { Generation } from "@postern/mimecast/catalogue";
import type { Call } from "../handlers/handler.js";
import type { Host } from "../regions/regions.js";
import { parseJson } from "./decode.js";
import { type EmulatedOperationName, isLogin, type OperationTraits, type Route } from "./routes.js";
import type { Visitor } from "./visitor.js";

/** A call as it came in: all that its handler can know of it, as plain data. */
export interface Arrival {
  readonly generation: Generation;
  readonly name: EmulatedOperationName;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: Host;
  /** Where it seems to come from. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly pathIds: readonly string[];
  /** In base64 where the operation takes a file. */
  readonly bodyText: string;
}

export function meetVisitor(arrival: Arrival, { traits, site }: Pick<Route, "traits" | "site">): Visitor {
  const { generation, name, target, host, address, headers } = arrival;
  return {
    generation,
    name,
    // The logins look at who asks themselves, whatever the catalogue says of their authentication.
    operation: isLogin(name) ? { ...traits, authentication: "none" } : traits,
    path: pathOf(target),
    target,
    host,
    address,
    site,
    header: (key) => {
      const value = headers[key];
      return typeof value === "string" ? value : undefined;
    },
  };
}

/** What the handler is given; null where the body isn't the JSON that it should be. */
export function readCall(
  arrival: Arrival,
  route: Pick<Route, "traits" | "site">,
  visitor: Visitor = meetVisitor(arrival, route),
): Call | null {
  const { traits } = route;
  const { generation, name, method, target, headers, pathIds, bodyText } = arrival;
  const file = takesFile(traits, generation) ? Buffer.from(bodyText, "base64") : null;
  const hasJson = file === null && method !== "GET" && name !== "oauth.token" && bodyText.trim() !== "";
  const body = hasJson ? parseJson(bodyText) : undefined;
  if (hasJson && body === undefined) return null;
  return {
    generation,
    operation: traits,
    visitor,
    query: queryOf(target),
    pathIds,
    headers,
    bodyText,
    file,
    body,
  };
}

export function takesFile({ files }: OperationTraits, generation: Generation): boolean {
  return files?.[generation] === "sent";
}

const noQuery = new URLSearchParams();

export function pathOf(target: string): string {
  const end = target.indexOf("?");
  return end === -1 ? target : target.slice(0, end);
}

export function queryOf(target: string): URLSearchParams {
  return target.includes("?") ? new URLSearchParams(target.split("?")[1]) : noQuery;
}

/** The emulator's own pages: the real service has nothing like them. */
export function isOwnPage(path: string): boolean {
  return path.startsWith("/_emulator/") || path === "/console" || path.startsWith("/console/");
}
