import { unreadable } from "./value-types.js";

/** Deeper or larger than any real record: an index, or a reader further on, may not bear what is beyond. */
const maxDepth = 20;
const maxValues = 10_000;

/**
 * A JSON value without members that say nothing (null): itself, or a copy. What says nothing at all is undefined, and
 * what is too deep or too large `unreadable`.
 */
export function bound(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const size = { values: 0, nulls: 0 };
  if (!measure(value, { depth: 1, size })) return unreadable;
  const filled = size.nulls === 0 ? value : withoutNulls(value);
  return isEmpty(filled) ? undefined : filled;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

interface Within {
  readonly depth: number;
  readonly size: { values: number; nulls: number };
}

/** Whether it is within bounds; counts what it holds. */
function measure(value: object, { depth, size }: Within): boolean {
  if (depth > maxDepth) return false;
  const isList = Array.isArray(value);
  const holder: Readonly<Record<string, unknown>> = value as never;
  for (const key in holder) {
    const member = holder[key];
    size.values += 1;
    if (size.values > maxValues) return false;
    if (member === null) size.nulls += isList ? 0 : 1;
    else if (typeof member === "object" && !measure(member, { depth: depth + 1, size })) return false;
  }
  return true;
}

/** As deep as it was measured, and no deeper. */
function withoutNulls(value: object): object {
  if (Array.isArray(value)) return value.map((item) => (isHolder(item) ? withoutNulls(item) : item));
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) define(members, key, isHolder(member) ? withoutNulls(member) : member);
  }
  return members;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Text for what can't be kept as what it is. */
export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // The engine's stack ends at some thousands of levels.
    return "(nested too deep to be written)";
  }
}

/** Sets a value below an object, making the objects on the way; a key such as `__proto__` is a key like any other. */
export function put(
  target: Record<string, unknown>,
  { path, value }: { readonly path: readonly string[]; readonly value: unknown },
): void {
  const last = path.length - 1;
  if (last === 0) {
    define(target, path[0] ?? "", value);
    return;
  }
  let place = target;
  for (let index = 0; index < last; index += 1) {
    const key = path[index] ?? "";
    const held = Object.hasOwn(place, key) ? place[key] : undefined;
    if (isPlainObject(held)) place = held;
    else {
      const made: Record<string, unknown> = {};
      define(place, key, made);
      place = made;
    }
  }
  define(place, path[last] ?? "", value);
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
