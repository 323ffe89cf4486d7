/** What a threat is told by: the object and property of a STIX comparison, and the value it is compared with. */
export interface Indicator {
  /** STIX name of the object: `file`, `url`, `domain-name`, `ipv4-addr`, … */
  readonly object: string;
  /** `sha256`, `sha1`, `md5`, or the property as STIX names it. */
  readonly property: string;
  readonly value: string;
}

const comparison =
  /([a-z][a-z0-9-]{1,40}):([A-Za-z_][\w.'"-]{0,80})\s{0,4}=\s{0,4}'((?:[^'\\]|\\.){1,4000})'/g;

/** A pattern longer than this names more than we look for. */
const longestPattern = 64 * 1024;

/**
 * The comparisons of a STIX 2 pattern: `[file:hashes.'SHA-256' = '…']`, alone or joined by AND and OR. How they are
 * joined is not told here: the pattern itself stands beside them.
 */
export function readIndicators(pattern: string | undefined): readonly Indicator[] {
  if (pattern === undefined) return [];
  return [...pattern.slice(0, longestPattern).matchAll(comparison)].map(
    ([, object = "", path = "", value = ""]) => {
      const text = value.replace(/\\(.)/g, "$1");
      return hashIndicator(object, { path, text }) ?? { object, property: path, value: text };
    },
  );
}

/** Vendors write `SHA-256`, `'SHA-256'`, `SHA256`, `MD-5`: the name's digits and the value's length tell. */
const hashes: ReadonlyMap<string, readonly [property: string, digits: number]> = new Map([
  ["sha256", ["sha256", 64]],
  ["sha1", ["sha1", 40]],
  ["md5", ["md5", 32]],
]);

function hashIndicator(object: string, { path, text }: { path: string; text: string }): Indicator | null {
  if (!path.startsWith("hashes.")) return null;
  const name = path.slice("hashes.".length).replace(/['"-]/g, "").toLowerCase();
  const [property, digits] = hashes.get(name) ?? [];
  if (property === undefined || text.length !== digits || !/^[0-9a-f]+$/i.test(text)) return null;
  return { object, property, value: text.toLowerCase() };
}

/** Hashes, whatever they are of. */
export function isHash({ property }: Indicator): boolean {
  return hashes.has(property);
}
