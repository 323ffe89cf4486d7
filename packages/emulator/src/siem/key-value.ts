function spell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A record in the `key_value` form of API 1.0: one line, `|` between pairs. */
export function toKeyValueLine(raw: string): string {
  const record: unknown = JSON.parse(raw);
  if (typeof record !== "object" || record === null) return raw;
  return Object.entries(record)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${spell(value).replace(/[\r\n|]/g, " ")}`)
    .join("|");
}
