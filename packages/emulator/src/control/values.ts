import { type EnhancedLoggingBoxes, loggedWays } from "../administration/enhanced-logging.js";
import { isObject, type JsonObject } from "../wire/decode.js";

/** What a change of one field does, by its name. */
export type Changes = Readonly<Record<string, (value: unknown) => void>>;

export function apply(body: unknown, changes: Changes): void {
  const fields = Object.entries(asObject(body));
  for (const [field] of fields) {
    if (!Object.hasOwn(changes, field)) {
      throw new TypeError(`${field} is none of ${Object.keys(changes).join(", ")}`);
    }
  }
  for (const [field, value] of fields) changes[field]?.(value);
}

export function asObject(value: unknown): JsonObject {
  if (!isObject(value)) throw new TypeError("An object is needed");
  return value;
}

export function asText(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("A text is needed");
  return value;
}

export function asNumber(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("A number is needed");
  return value;
}

export function asFlag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new TypeError("true or false is needed");
  return value;
}

export function asTexts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError("A list of texts is needed");
  return value.map(asText);
}

export function asRights(value: unknown): string[] | null {
  return value === null ? null : asTexts(value);
}

/** The fields that are there, each read as it should be; throws for one that is none of these. */
export function pick<Readers extends Readonly<Record<string, (value: unknown) => unknown>>>(
  fields: Readonly<Record<string, unknown>>,
  readers: Readers,
): { [Name in keyof Readers]?: ReturnType<Readers[Name]> } {
  const picked: { [Name in keyof Readers]?: ReturnType<Readers[Name]> } = {};
  for (const name in readers) {
    const value = fields[name];
    if (value !== undefined) picked[name] = readers[name]?.(value) as ReturnType<Readers[typeof name]>;
  }
  return picked;
}

/** All boxes of Enhanced Logging at once, or some of them by name. */
export function asBoxes(value: unknown): boolean | Partial<EnhancedLoggingBoxes> {
  if (typeof value === "boolean") return value;
  const boxes = asObject(value);
  const other = Object.keys(boxes).find((name) => !loggedWays.some((way) => way === name));
  if (other !== undefined) throw new TypeError(`${other} is none of ${loggedWays.join(", ")}`);
  return pick(boxes, { inbound: asFlag, outbound: asFlag, internal: asFlag });
}
