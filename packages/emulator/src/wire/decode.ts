/** Reading what came in: everything is `unknown` until one of these has looked at it. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readObject(parent: unknown, key: string): JsonObject | null {
  const value = isObject(parent) ? parent[key] : undefined;
  return isObject(value) ? value : null;
}

export function readText(parent: unknown, key: string): string | null {
  const value = isObject(parent) ? parent[key] : undefined;
  return typeof value === "string" ? value : null;
}

export function readNumber(parent: unknown, key: string): number | null {
  const value = isObject(parent) ? parent[key] : undefined;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function readFlag(parent: unknown, key: string): boolean | null {
  const value = isObject(parent) ? parent[key] : undefined;
  return typeof value === "boolean" ? value : null;
}

/** JSON, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
