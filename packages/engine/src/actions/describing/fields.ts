import { z } from "zod";
import type { Item } from "../model/plan.js";

/** A field of an action's input, as a form or a command asks for it. */
export interface ActionField {
  readonly name: string;
  readonly kind: "text" | "number" | "yes-no" | "choice" | "list" | "object";
  readonly isRequired: boolean;
  /** Of a choice: what may be chosen. */
  readonly choices: readonly string[];
  /** Null: none. */
  readonly byDefault: unknown;
  readonly meaning: string | null;
}

type Schema = Readonly<Record<string, unknown>>;

/** The fields of an input. Where it has several shapes, a field is required if every shape asks for it. Pure. */
export function describeFields(input: z.ZodType<Item>): readonly ActionField[] {
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const shapes = listShapes(schema as Schema);
  const names = [...new Set(shapes.flatMap(({ properties }) => Object.keys(recordOf(properties))))];
  return names.map((name) => {
    const alternatives = shapes.map(({ properties }) => recordOf(recordOf(properties)[name]));
    const [first = {}] = alternatives.filter((each) => Object.keys(each).length > 0);
    const isRequired = shapes.every(({ required }) => Array.isArray(required) && required.includes(name));
    const choices = [...new Set(alternatives.flatMap(choicesOf))];
    return {
      name,
      kind: choices.length > 0 ? "choice" : kindOf(first),
      isRequired,
      choices,
      byDefault: first["default"] ?? null,
      meaning: typeof first["description"] === "string" ? first["description"] : null,
    };
  });
}

/** What does not fit of an input; none where it does. */
export function checkInput(input: z.ZodType<Item>, raw: Item): readonly string[] {
  const parsed = input.safeParse(raw);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
}

function listShapes(schema: Schema): readonly Schema[] {
  const alternatives = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(alternatives)) return alternatives.map(recordOf).flatMap(listShapes);
  const parts = schema["allOf"];
  if (!Array.isArray(parts)) return [schema];
  // Every part holds at once: their fields together are one shape.
  const all = parts.map(recordOf).flatMap(listShapes);
  return [
    {
      properties: Object.assign({}, ...all.map(({ properties }) => recordOf(properties))),
      required: all.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
    },
  ];
}

function choicesOf(schema: Schema): readonly string[] {
  const { enum: options, const: only } = schema;
  if (Array.isArray(options)) return options.map(String);
  return only === undefined ? [] : [String(only)];
}

function kindOf(schema: Schema): ActionField["kind"] {
  const { type, anyOf } = schema;
  if (type === undefined && Array.isArray(anyOf)) {
    return kindOf(recordOf(anyOf.find((each) => recordOf(each)["type"] !== "null")));
  }
  switch (type) {
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "yes-no";
    case "array":
      return "list";
    case "object":
      return "object";
    default:
      return "text";
  }
}

function recordOf(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
