/** A value that somebody may type or send: what it may be, and what it does. */
export type Detail = { readonly says: string } & (
  | { readonly is: "word"; readonly words: readonly string[] }
  | {
      readonly is: "number";
      readonly words?: readonly number[];
      readonly least: number;
      readonly most?: number;
    }
  | { readonly is: "flag" }
  /** Milliseconds since 1970; in JSON and on the command line also `2026-03-11T12:00:00Z`. */
  | { readonly is: "time" }
  /** From 0 to 1. */
  | { readonly is: "fraction" }
  /** A word of the wire, such as the name of a field: letters, digits, `_`, `-` and `.`. */
  | { readonly is: "name" }
  /** Words of the wire with a blank between each two, such as an error code. */
  | { readonly is: "text" }
);

export type DetailValue<D extends Detail> = D extends { readonly is: "flag" }
  ? boolean
  : D extends { readonly words: readonly (infer Word)[] }
    ? Word
    : D extends { readonly is: "name" | "text" }
      ? string
      : number;

export function word<const Words extends readonly string[]>(words: Words, says: string) {
  return { is: "word", words, says } as const;
}

export function oneOf<const Numbers extends readonly number[]>(words: Numbers, says: string) {
  return { is: "number", words, least: Math.min(...words), says } as const;
}

export function flag(says: string) {
  return { is: "flag", says } as const;
}

/** A whole number. */
export function whole(says: string, bounds: { readonly least: number; readonly most?: number }) {
  return { is: "number", says, ...bounds } as const;
}

/** A word of the wire. */
export function name(says: string) {
  return { is: "name", says } as const;
}

/** Words of the wire. */
export function text(says: string) {
  return { is: "text", says } as const;
}
