/** A JSON text's value, or why it has none. */
export function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON text of any value JSON can hold; what is nested deeper than so many levels is only hinted at. */
export function stringifyShallow(value: unknown, levels: number): string {
  return JSON.stringify(cutBelow(value, levels)) ?? "null";
}

function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return "…";
  if (Array.isArray(value)) return value.map((item) => cutBelow(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, cutBelow(held, levels - 1)]));
}
