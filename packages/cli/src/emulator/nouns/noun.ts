import type { Method } from "../ask-tenant.js";

/** An option of a verb, and the field of the control API that it becomes. */
export interface Field {
  readonly flags: string;
  readonly field: string;
  readonly description: string;
  /** `list`: may be given again and again. `switch`: `--x` is true and `--no-x` is false. `limit`: a number, or never. */
  readonly kind: "text" | "list" | "switch" | "limit";
  readonly required?: boolean;
}

/** Something to do with an object: one request. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** What has to be typed behind it, the object first: `<user>`, `<entry...>`. */
  readonly takes: readonly string[];
  /** Where there is but one. */
  readonly on?: string;
  readonly method: Exclude<Method, "GET">;
  readonly fields?: readonly Field[];
  /** What is sent beside the fields, from what was typed. */
  readonly body?: (first: string, others: readonly string[]) => Readonly<Record<string, unknown>>;
  /** Fields of the answer that are shown this once and never again. */
  readonly secrets?: readonly string[];
  readonly example: readonly [string, string];
}

/** A kind of object that the tenant's console administers. */
export interface Noun {
  /** As a command and below `/_emulator/`. */
  readonly name: string;
  readonly summary: string;
  /** The fields a table of them shows. */
  readonly columns: readonly string[];
  readonly verbs: readonly Verb[];
}
