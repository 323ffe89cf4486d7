import { type JsonObject, readNumber } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";

interface Rule<Value> {
  readonly field: string;
  /** What stands there so far, which a body without the field leaves; absent: the field is required. */
  readonly before?: Value | undefined;
  readonly errors: ItemError[];
}

export function readTextField(
  body: JsonObject,
  rule: Rule<string> & { readonly isGood?: (text: string) => boolean },
): string {
  const { field, before, errors, isGood = () => true } = rule;
  const value = body[field] === undefined ? before : body[field];
  if (value === undefined || value === null) errors.push(itemErrors.missing(field));
  else if (typeof value !== "string") errors.push(itemErrors.notAllowed(field, ["a text"]));
  else if (value.trim() === "") errors.push(itemErrors.blank(field));
  else if (!isGood(value)) errors.push(itemErrors.notAllowed(field, ["a valid value"]));
  else return value;
  return "";
}

export function readNumberField(
  body: JsonObject,
  rule: Rule<number> & {
    readonly before: number;
    readonly isGood: (value: number) => boolean;
    readonly allowed: string;
  },
): number {
  const { field, before, errors, isGood, allowed } = rule;
  const value = body[field] === undefined ? before : readNumber(body, field);
  if (value !== null && Number.isInteger(value) && isGood(value)) return value;
  errors.push(itemErrors.notAllowed(field, [allowed]));
  return before;
}

export function readFlagField(
  body: JsonObject,
  { field, before, errors }: Rule<boolean> & { readonly before: boolean },
): boolean {
  const value = body[field] ?? before;
  if (typeof value === "boolean") return value;
  errors.push(itemErrors.notAllowed(field, ["true", "false"]));
  return before;
}
