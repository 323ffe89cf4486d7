import { unreadable } from "./value-types.js";

/** Deeper or larger than any real record: an index, or a reader further on, may not bear what is beyond. */
const maxDepth = 20;
const maxValues = 10_000;

/**
 * A copy of a JSON value without members that say nothing (null); what says nothing at all is undefined, and what is
 * too deep or too large `unreadable`.
 */
export function bound(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const copied = copy(value, { depth: 1, size: { values: 0 } });
  return typeof copied === "object" && isEmpty(copied) ? undefined : copied;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

interface Within {
  readonly depth: number;
  readonly size: { values: number };
}

function copy(value: object, { depth, size }: Within): object | typeof unreadable {
  if (depth > maxDepth) return unreadable;
  const within = { depth: depth + 1, size };
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const copied = copyMember(item, within);
      if (copied === unreadable) return unreadable;
      items.push(copied);
    }
    return items;
  }
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const copied = copyMember(member, within);
    if (copied === unreadable) return unreadable;
    if (copied !== null && copied !== undefined) define(members, key, copied);
  }
  return members;
}

function copyMember(value: unknown, within: Within): unknown {
  within.size.values += 1;
  if (within.size.values > maxValues) return unreadable;
  return typeof value === "object" && value !== null ? copy(value, within) : value;
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
  let place = target;
  const last = path.length - 1;
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
