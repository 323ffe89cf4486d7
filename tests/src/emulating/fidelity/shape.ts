/** What kinds of value stand at each place of a JSON document: `data[].clickLogs[].url` → string. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

export interface Difference {
  readonly path: string;
  readonly what: "absent" | "added" | "kind";
  readonly detail: string;
}

/** The shape of several documents taken together, so that what only some records carry is seen too. */
export function shapeOf(...documents: readonly unknown[]): Shape {
  const shape = new Map<string, Set<string>>();
  for (const document of documents) collect(shape, "", document);
  return shape;
}

/** Where the second differs from the first; below a place that one of them lacks nothing more is told. */
export function compareShapes(recorded: Shape, ours: Shape): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [path, kinds] of recorded) {
    const found = ours.get(path);
    if (found === undefined) {
      if (isReached(ours, path)) differences.push({ path, what: "absent", detail: [...kinds].join(" | ") });
      continue;
    }
    const lacking = [...kinds].filter((kind) => !found.has(kind));
    if (lacking.length === 0) continue;
    const detail = `recorded ${lacking.join(" | ")}, here ${[...found].join(" | ")}`;
    differences.push({ path, what: "kind", detail });
  }
  for (const [path, kinds] of ours) {
    if (recorded.has(path) || !isReached(recorded, path)) continue;
    differences.push({ path, what: "added", detail: [...kinds].join(" | ") });
  }
  return differences;
}

/** Whether the place around it holds anything, so that its absence tells something. */
function isReached(shape: Shape, path: string): boolean {
  const parent = path.endsWith("[]") ? path.slice(0, -2) : path.slice(0, Math.max(path.lastIndexOf("."), 0));
  return parent === "" || shape.has(parent);
}

function collect(shape: Map<string, Set<string>>, path: string, value: unknown): void {
  if (path !== "") {
    const kinds = shape.get(path) ?? new Set();
    shape.set(path, kinds.add(kindOf(value)));
  }
  if (Array.isArray(value)) {
    for (const item of value) collect(shape, `${path}[]`, item);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      collect(shape, path === "" ? nameOf(key) : `${path}.${nameOf(key)}`, item);
    }
  }
}

/** Keys that are data (addresses, URLs, hosts) stand for each other. */
function nameOf(key: string): string {
  return /[@/]|\.[a-z]/.test(key) ? "*" : key;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
