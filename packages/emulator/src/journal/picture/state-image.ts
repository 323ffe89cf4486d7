import { IpRanges } from "../../administration/ip-ranges.js";

/** What has become of a group of objects since they were made, as JSON can hold it. */
export type StateImage = readonly (readonly [number: number, node: Node])[];

type Node =
  | { readonly array: readonly Coded[] }
  | { readonly map: readonly (readonly [Coded, Coded])[] }
  | { readonly set: readonly Coded[] }
  | { readonly special: string; readonly of: unknown }
  /** `class`: of an object that is new and no plain one. */
  | { readonly fields: Readonly<Record<string, Coded>>; readonly class?: string };

/** A value, or where it is: `ref` is the number of an object or a function. */
type Coded = null | boolean | number | string | { readonly ref: number } | { readonly odd: string };

/** What the machine holds in a form of its own, and how it is made again. */
const specials: readonly {
  readonly name: string;
  readonly write: (thing: object) => unknown;
  readonly read: (written: unknown) => object;
}[] = [
  {
    name: "bytes",
    write: (thing) => (thing instanceof Uint8Array ? Buffer.from(thing).toString("base64") : undefined),
    read: (written) => Buffer.from(String(written), "base64"),
  },
  {
    name: "ranges",
    write: (thing) => (thing instanceof IpRanges ? thing.texts : undefined),
    read: (written) => new IpRanges(Array.isArray(written) ? written.map(String) : []),
  },
];

const odd: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [undefined, "undefined"],
  [Infinity, "Infinity"],
  [-Infinity, "-Infinity"],
  [Number.NaN, "NaN"],
]);

/**
 * A group of objects as they are made: the same each time, so that objects and functions go by their number in the walk
 * through them. Against it, `capture` tells what is otherwise now, and `restore` makes it so in another process that runs
 * the same code.
 */
export class Outset {
  private readonly roots: Readonly<Record<string, object>>;
  private readonly isOpaque: (thing: object) => boolean;
  private readonly things: object[] = [];
  private readonly numbers = new Map<object, number>();
  private readonly contents = new Map<object, readonly unknown[]>();
  private readonly prototypes = new Map<string, object>();

  /** Objects that are opaque are pointed at, never looked into. */
  constructor(roots: Readonly<Record<string, object>>, isOpaque: (thing: object) => boolean) {
    this.roots = roots;
    this.isOpaque = isOpaque;
    for (const thing of this.walk()) {
      this.numbers.set(thing, this.things.push(thing) - 1);
      if (!this.isOpen(thing)) continue;
      this.contents.set(thing, contentOf(thing));
      this.prototypes.set(thing.constructor.name, Object.getPrototypeOf(thing));
    }
  }

  /** Throws for what it has no form for. */
  capture(): StateImage {
    const found = [...this.walk()];
    const numbers = new Map(this.numbers);
    for (const thing of found) if (!numbers.has(thing)) numbers.set(thing, numbers.size);
    const code = (value: unknown): Coded => {
      if (isThing(value)) {
        const ref = numbers.get(value);
        if (ref === undefined) throw new Error("an object was overlooked");
        return { ref };
      }
      const special = odd.get(value);
      if (special !== undefined) return { odd: special };
      if (value === null || ["boolean", "number", "string"].includes(typeof value)) return value as Coded;
      throw new Error(`there is no form for a ${typeof value}`);
    };
    return found.flatMap((thing) => {
      const before = this.contents.get(thing);
      if (before !== undefined && isSame(before, contentOf(thing))) return [];
      if (before === undefined && this.numbers.has(thing)) return [];
      return [[numbers.get(thing) ?? -1, this.writeNode(thing, code)] as const];
    });
  }

  /** To be called while everything is as it was made. */
  restore(image: StateImage): void {
    const things = new Map(this.things.entries());
    for (const [number, node] of image) if (!things.has(number)) things.set(number, this.makeShell(node));
    const read = (coded: Coded): unknown => {
      if (coded === null || typeof coded !== "object") return coded;
      if ("odd" in coded) return [...odd].find(([, name]) => name === coded.odd)?.[0];
      const thing = things.get(coded.ref);
      if (thing === undefined) throw new Error(`the picture lacks its object ${coded.ref}`);
      return thing;
    };
    for (const [number, node] of image) fill(things.get(number), { node, read });
  }

  private *walk(): Iterable<object> {
    const seen = new Set<object>();
    const open: unknown[] = Object.values(this.roots).reverse();
    while (open.length > 0) {
      const thing = open.pop();
      if (!isThing(thing) || seen.has(thing)) continue;
      seen.add(thing);
      yield thing;
      if (this.isOpen(thing)) open.push(...[...contentOf(thing)].reverse());
    }
  }

  private isOpen(thing: object): boolean {
    return typeof thing !== "function" && !this.isOpaque(thing) && writeSpecial(thing) === null;
  }

  private writeNode(thing: object, code: (value: unknown) => Coded): Node {
    const special = writeSpecial(thing);
    if (special !== null) return special;
    if (typeof thing === "function") throw new Error(`the function ${thing.name} is new`);
    if (this.isOpaque(thing)) throw new Error(`a ${thing.constructor.name} is new`);
    if (Array.isArray(thing)) return { array: thing.map(code) };
    if (thing instanceof Map) return { map: [...thing].map(([key, value]) => [code(key), code(value)]) };
    if (thing instanceof Set) return { set: [...thing].map(code) };
    const fields = Object.fromEntries(fieldsOf(thing).map(([name, value]) => [name, code(value)]));
    const { name } = thing.constructor;
    if (this.numbers.has(thing) || isPlain(thing)) return { fields };
    if (this.prototypes.get(name) !== Object.getPrototypeOf(thing)) throw new Error(`${name} is unknown`);
    return { fields, class: name };
  }

  private makeShell(node: Node): object {
    if ("special" in node) {
      const special = specials.find(({ name }) => name === node.special);
      if (special === undefined) throw new Error(`there is no ${node.special}`);
      return special.read(node.of);
    }
    if ("array" in node) return [];
    if ("map" in node) return new Map();
    if ("set" in node) return new Set();
    if (node.class === undefined) return {};
    const prototype = this.prototypes.get(node.class);
    if (prototype === undefined) throw new Error(`there is no ${node.class}`);
    return Object.create(prototype);
  }
}

function writeSpecial(thing: object): Extract<Node, { special: string }> | null {
  for (const { name, write } of specials) {
    const written = write(thing);
    if (written !== undefined) return { special: name, of: written };
  }
  return null;
}

function fill(
  thing: object | undefined,
  { node, read }: { readonly node: Node; readonly read: (coded: Coded) => unknown },
): void {
  if (thing === undefined || "special" in node) return;
  if ("array" in node) {
    if (!Array.isArray(thing)) return;
    thing.length = 0;
    for (const item of node.array) thing.push(read(item));
  } else if ("map" in node) {
    if (!(thing instanceof Map)) return;
    thing.clear();
    for (const [key, value] of node.map) thing.set(read(key), read(value));
  } else if ("set" in node) {
    if (!(thing instanceof Set)) return;
    thing.clear();
    for (const item of node.set) thing.add(read(item));
  } else {
    for (const [name] of fieldsOf(thing)) if (!(name in node.fields)) Reflect.deleteProperty(thing, name);
    for (const [name, coded] of Object.entries(node.fields)) Reflect.set(thing, name, read(coded));
  }
}

/** What is in an object, one after the other; the same list means the same content. */
function contentOf(thing: object): readonly unknown[] {
  if (Array.isArray(thing)) return [...thing];
  if (thing instanceof Map) return [...thing].flat();
  if (thing instanceof Set) return [...thing];
  return fieldsOf(thing).flat();
}

/** Own fields, without those that are worked out. */
function fieldsOf(thing: object): [string, unknown][] {
  return Object.entries(Object.getOwnPropertyDescriptors(thing)).flatMap(([name, { value, get, set }]) =>
    get === undefined && set === undefined ? [[name, value]] : [],
  );
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function isThing(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function isPlain(thing: object): boolean {
  return Object.getPrototypeOf(thing) === Object.prototype;
}
