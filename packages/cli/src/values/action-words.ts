import { type Connection, describeActions } from "@postern/engine";

/** `usual` and `all` stand for the writing actions that a generation has; any other word is the name of one. */
export function expandActions(
  words: readonly string[],
  generation: Connection["generation"],
): readonly string[] {
  const writing = describeActions().filter(
    ({ kind, generations }) =>
      kind === "writing" && generations.some((each) => each.generation === generation),
  );
  const names = words.flatMap((word) => {
    if (word !== "usual" && word !== "all") return [word];
    return writing.filter(({ isUsual }) => isUsual || word === "all").map(({ name }) => name);
  });
  return [...new Set(names)];
}
