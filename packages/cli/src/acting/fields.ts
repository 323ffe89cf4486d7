import type { ActionDescription, ActionField } from "@postern/engine";
import { PosternError } from "@postern/engine/errors";
import { type Command, Option } from "commander";
import { refang } from "../screen/defang.js";

type Item = Readonly<Record<string, unknown>>;

/** What a command of an action asks for beside its fields. */
const taken = new Set(["on", "plan", "reason", "yes", "json", "file", "for", "home", "help", "version"]);

/** The field that is given without an option: the first that must be given. */
export function primaryField({ fields }: ActionDescription): ActionField | null {
  return fields.find(({ isRequired, kind }) => isRequired && (kind === "text" || kind === "list")) ?? null;
}

/** The name of a field's option. A field that is called as something every command has stands behind `with-`. */
export function optionOf({ name }: ActionField): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return taken.has(words) ? `with-${words}` : words;
}

/** Declares an option for every field but those that are given already. */
export function addFieldOptions(
  command: Command,
  fields: readonly ActionField[],
): readonly (readonly [ActionField, string])[] {
  return fields.map((field) => {
    const option = toOption(field);
    command.addOption(option);
    if (field.kind === "yes-no") command.addOption(new Option(`--no-${optionOf(field)}`).hideHelp());
    return [field, option.attributeName()] as const;
  });
}

function toOption(field: ActionField): Option {
  const { kind, choices, isRequired, byDefault, meaning } = field;
  const name = `--${optionOf(field)}`;
  const notes = [
    meaning,
    isRequired ? "needed" : null,
    kind === "list" ? "may be repeated" : null,
    kind === "object" ? "as JSON" : null,
    byDefault === null ? null : `default: ${JSON.stringify(byDefault)}`,
  ].filter((note) => note !== null);
  const text = notes.join("; ");
  switch (kind) {
    case "yes-no":
      return new Option(name, text);
    case "choice":
      return new Option(`${name} <word>`, text).choices(choices);
    case "list":
      return new Option(`${name} <value>`, text).argParser((value: string, before: string[] | undefined) => [
        ...(before ?? []),
        value,
      ]);
    case "number":
    case "object":
    case "text":
      return new Option(
        `${name} <${kind === "object" ? "json" : kind === "number" ? "number" : "text"}>`,
        text,
      );
  }
}

/** What was typed for a field, as its action takes it. Throws `bad-usage`. */
export function readValue({ kind, name }: ActionField, typed: unknown): unknown {
  switch (kind) {
    case "text":
      return typeof typed === "string" ? readText(typed) : typed;
    case "list":
      return Array.isArray(typed) ? typed.map(readElement) : typed;
    case "number":
      return Number.isFinite(Number(typed)) && String(typed).trim() !== "" ? Number(typed) : typed;
    case "object":
      return readJson(String(typed), name);
    case "choice":
    case "yes-no":
      return typed;
  }
}

/** Values copied from the screen are made whole again; a sentence stays as it is. */
function readText(text: string): string {
  const trimmed = text.trim();
  return /\s/.test(trimmed) ? trimmed : refang(trimmed);
}

function readElement(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return /^\s*\{/.test(value) ? readJson(value, "a value of the list") : readText(value);
}

function readJson(text: string, what: string): Item {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Item;
  } catch {
    // Told below, with what is expected.
  }
  throw new PosternError("bad-usage", `${what}: "${text.slice(0, 80)}" is no JSON object.`);
}
