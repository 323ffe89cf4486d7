import type { Random } from "../random.js";

/** Lists of words by the names that templates call them with. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** Writes one of the texts a grammar allows. */
export type Writer = (random: Random) => string;

type Part = string | Writer;

const digits: Readonly<Record<string, Writer>> = {
  d: (random) => String(2 + random.below(8)),
  dd: (random) => String(10 + random.below(43)),
  ddd: (random) => String(100 + random.below(900)),
  dddd: (random) => String(1000 + random.below(9000)),
  ddddd: (random) => String(10_000 + random.below(90_000)),
  hex: (random) => random.next().toString(16).padStart(8, "0"),
  letter: (random) => "ABCDEFGH".charAt(random.below(8)),
};

/** `{name}` in a template stands for a word of that list, `{dddd}` for a number of so many digits, `{letter}` for a letter, `{hex}` for eight hexadecimal digits. */
export function compileGrammar(templates: readonly string[], words: Vocabulary = {}): Writer {
  const compiled = templates.map((template) => compileTemplate(template, words));
  return (random) => {
    let text = "";
    for (const part of random.pick(compiled)) text += typeof part === "string" ? part : part(random);
    return text;
  };
}

function compileTemplate(template: string, words: Vocabulary): Part[] {
  return template.split(/\{(\w+)\}/).map((text, index): Part => {
    // Between the texts stand the names.
    if (index % 2 === 0) return text;
    const number = digits[text];
    if (number !== undefined) return number;
    const list = words[text];
    if (list === undefined) throw new RangeError(`No words for {${text}} in "${template}"`);
    // Words may hold numbers themselves.
    return compileGrammar(list);
  });
}
