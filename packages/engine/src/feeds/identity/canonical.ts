import type { VendorRecord } from "../feed.js";

const maxKnownOrders = 1000;

interface KnownOrder<T> {
  readonly keys: readonly string[];
  readonly made: T;
}

/**
 * Gives what was made of a list of keys before; makes it when the list is new. Records of a type, and the objects
 * inside them, have their keys in the same order: what is decided once serves millions.
 */
export function rememberByKeys<T>(make: (keys: readonly string[]) => T): (keys: readonly string[]) => T {
  /** The last list that began with this key: mostly the one that comes next. */
  const recent = new Map<string | undefined, KnownOrder<T>>();
  const all = new Map<string, KnownOrder<T>>();
  const find = (keys: readonly string[]): KnownOrder<T> => {
    const order = keys.join();
    const known = all.get(order);
    // A key may hold a comma: two lists of keys with one text are told apart here.
    if (known !== undefined && areSame(known.keys, keys)) return known;
    if (all.size >= maxKnownOrders) {
      all.clear();
      recent.clear();
    }
    const entry = { keys, made: make(keys) };
    all.set(order, entry);
    return entry;
  };
  return (keys) => {
    const likely = recent.get(keys[0]);
    if (likely !== undefined && areSame(likely.keys, keys)) return likely.made;
    const found = find(keys);
    recent.set(keys[0], found);
    return found.made;
  };
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

const sortKeys = rememberByKeys((keys) => [...keys].sort().map((key) => ({ key, head: canonicalKey(key) })));

function canonicalObject(value: VendorRecord, absent: "counts" | "left-out"): string {
  let text = "{";
  for (const { key, head } of sortKeys(Object.keys(value))) {
    const held = value[key];
    if (absent === "left-out" && (held === null || held === "")) continue;
    text += head + canonicalValue(held, absent);
  }
  return `${text}}`;
}

export function canonicalKey(key: string): string {
  return `${key.length}:${key}`;
}

export function canonicalText(text: string): string {
  return `s${text.length}:${text}`;
}

/**
 * A text that only equal values share: keys sorted at every depth, whatever white space and escapes there were.
 * Every value tells its kind and where it ends; lengths spare the escaping. A member of an object that is null or ""
 * counts, or is as good as left out.
 */
export function canonicalValue(value: unknown, absent: "counts" | "left-out" = "counts"): string {
  switch (typeof value) {
    case "string":
      return canonicalText(value);
    case "number":
      return `n${value};`;
    case "boolean":
      return value ? "t" : "f";
    default:
      break;
  }
  if (typeof value !== "object" || value === null) return "0";
  if (!Array.isArray(value)) return canonicalObject(value as VendorRecord, absent);
  let text = "[";
  for (const item of value) text += canonicalValue(item, absent);
  return `${text}]`;
}
