/** The extension of a file's name, without the dot; undefined where there is none. */
export function extensionOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : /[^.\s/\\]\.([a-z0-9_-]{1,16})$/i.exec(name.trim())?.[1];
}

/** `User Logged On` becomes `user-logged-on`. */
export function toKebabCase(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
