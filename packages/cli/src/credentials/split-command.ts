/** Outside quotes these mean something to a shell; `~`, `#` and `=` only where a word begins. */
const shellCharacters = /[|&;<>()$`*?[\]{}\n\r]/;

/**
 * The words of a command that needs no shell to be read; null for one that does. Pure.
 * On Windows a backslash is a part of a path, elsewhere it takes the next character literally.
 */
export function splitCommand(text: string, platform: NodeJS.Platform): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (quote === '"' && /[$`\\]/.test(character) && platform !== "win32") return null;
      else word = `${word ?? ""}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/[ \t]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "\\" && platform !== "win32") {
      at += 1;
      word = `${word ?? ""}${text[at] ?? ""}`;
    } else if (shellCharacters.test(character) || (word === null && /[~#]/.test(character))) {
      return null;
    } else {
      word = `${word ?? ""}${character}`;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  // `NAME=value command` sets a variable first.
  return /^\w+=/.test(words[0] ?? "") ? null : words;
}
