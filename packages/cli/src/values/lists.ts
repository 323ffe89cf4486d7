/** For options that may be given more than once or as `a,b`. */
export function collectList(text: string, earlier: readonly string[] | undefined): readonly string[] {
  const added = text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return [...new Set([...(earlier ?? []), ...added])];
}
