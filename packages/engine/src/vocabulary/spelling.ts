/** The extension of a file's name, without the dot; undefined where there is none. */
export function extensionOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : /[^.\s/\\]\.([a-z0-9_-]{1,16})$/i.exec(name.trim())?.[1];
}

const knownWords = new Map<string, string>();
const maxKnownWords = 1000;

/** `User Logged On` becomes `user-logged-on`. Kept, since it is asked again and again for names of types. */
export function toKebabCase(words: string): string {
  const known = knownWords.get(words);
  if (known !== undefined) return known;
  const spelt = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  if (knownWords.size >= maxKnownWords) knownWords.clear();
  knownWords.set(words, spelt);
  return spelt;
}
