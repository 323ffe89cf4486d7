import type { AccountJournal } from "./account-journal.js";
import type { CodeAct } from "./entry.js";

/** What of a tenant changes it; the rest of it tells, or is about this process alone. */
const acting: readonly PropertyKey[] = [
  "administration",
  "application",
  "click",
  "deliver",
  "faults",
  "hold",
  "restoreRemediation",
];

const rawOf = new WeakMap<object, object>();

/** Has an eye on what is done to a part of the tenant, named as its property is. */
export type Watch = <Result>(part: string, perform: () => Result) => Result;

/**
 * The tenant for code: with what is done through it watched and, where there is a journal, kept. Objects are named by the
 * way to them at that moment, so that the same way leads to the same object when it is done again.
 */
export function openCode<Root extends object>(
  root: Root,
  { journal, watch }: { readonly journal: AccountJournal | null; readonly watch: Watch },
): Root {
  const wrapped = new WeakMap<object, object>();
  const keep = <Result>(part: string, describe: () => CodeAct, perform: () => Result): Result => {
    const watched = () => watch(part, perform);
    return journal === null ? watched() : journal.carryOutNow({ code: describe() }, watched);
  };
  const wrap = (value: unknown, part: string): unknown => {
    // What only tells (a map, a walk through something) is no way to change anything.
    if (!isObject(value) || (Symbol.iterator in value && !Array.isArray(value))) return value;
    const known = wrapped.get(value);
    if (known !== undefined) return known;
    const proxy: object = new Proxy(value, {
      get: (_, key) => read(value, key, part),
      set: (_, key, sent) => set(value, key, { sent, part }),
    });
    wrapped.set(value, proxy);
    rawOf.set(proxy, value);
    return proxy;
  };
  const read = (target: object, key: PropertyKey, part: string): unknown => {
    const member: unknown = Reflect.get(target, key);
    if (typeof member !== "function") return wrap(member, part);
    // A list's own methods look at what is in it, by way of its wrapping.
    if (Array.isArray(target) || typeof key !== "string") return member;
    return (...sent: readonly unknown[]) => {
      const describe = () => {
        const on = wayTo(root, target);
        return { on, does: key, with: sent.map((value) => write(root, value)) };
      };
      return wrap(
        keep(part, describe, () => Reflect.apply(member, target, sent.map(unwrap))),
        part,
      );
    };
  };
  const set = (
    target: object,
    key: PropertyKey,
    { sent, part }: { readonly sent: unknown; readonly part: string },
  ): boolean => {
    const describe = () => ({ on: wayTo(root, target), does: String(key), value: write(root, sent) });
    return keep(part, describe, () => Reflect.set(target, key, unwrap(sent)));
  };
  return new Proxy(root, {
    get: (_, key) => (acting.includes(key) ? read(root, key, String(key)) : Reflect.get(root, key)),
  });
}

/** Does an act of code once more. */
export function doAgain(
  act: CodeAct,
  { root, watch }: { readonly root: object; readonly watch: Watch },
): void {
  const target = follow(root, act.on);
  const [part = act.does] = act.on;
  if (act.with === undefined) {
    watch(part, () => Reflect.set(target, act.does, readBack(root, act.value)));
    return;
  }
  const sent = act.with.map((value) => readBack(root, value));
  const method: unknown = Reflect.get(target, act.does);
  if (typeof method !== "function") throw new Error(`there is no ${[...act.on, act.does].join(".")}`);
  try {
    watch(part, () => Reflect.apply(method, target, sent));
  } catch {
    // It threw the first time too.
  }
}

function unwrap(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(unwrap);
  const raw = rawOf.get(value);
  if (raw !== undefined) return raw;
  return isPlain(value) ? mapValues(value, unwrap) : value;
}

/** As JSON can hold it: an object of the tenant as the way to it. */
function write(root: object, value: unknown): unknown {
  if (value === Infinity) return { $: "infinity" };
  if (!isObject(value)) return value;
  const raw = rawOf.get(value);
  if (raw !== undefined) return { $: wayTo(root, raw) };
  if (Array.isArray(value)) return value.map((item) => write(root, item));
  if (isPlain(value)) return mapValues(value, (item) => write(root, item));
  throw new TypeError(
    "What is given to a tenant with a file has to be plain data, or an object of the tenant",
  );
}

function readBack(root: object, value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((item) => readBack(root, item));
  const way: unknown = Reflect.get(value, "$");
  if (way === "infinity") return Infinity;
  if (Array.isArray(way)) return follow(root, way.map(String));
  return mapValues(value, (item) => readBack(root, item));
}

/** The shortest way from the tenant to an object in it, of names, keys and positions. */
function wayTo(root: object, wanted: object): readonly string[] {
  const seen = new Set<object>([root]);
  let front: (readonly [object, readonly string[]])[] = [[root, []]];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const [object, way] of front) {
      if (object === wanted) return way;
      for (const [step, inner] of stepsFrom(object, object === root)) {
        if (!isObject(inner) || seen.has(inner)) continue;
        seen.add(inner);
        next.push([inner, [...way, step]]);
      }
    }
    front = next;
  }
  throw new Error("This object is no longer part of the tenant");
}

function follow(root: object, way: readonly string[]): object {
  let object = root;
  for (const step of way) {
    const found = [...stepsFrom(object, object === root)].find(([name]) => name === step)?.[1];
    if (!isObject(found)) throw new Error(`there is no ${way.join(".")}`);
    object = found;
  }
  return object;
}

function* stepsFrom(object: object, isRoot: boolean): Iterable<readonly [string, unknown]> {
  if (object instanceof Map) {
    for (const [key, value] of object) yield [String(key), value];
  } else if (object instanceof Set) {
    let position = 0;
    for (const value of object) yield [String(position++), value];
  } else {
    for (const key of Object.keys(object))
      if (!isRoot || acting.includes(key)) yield [key, Reflect.get(object, key)];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

function mapValues(value: object, change: (item: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}
