import type { Need } from "./requirements.js";

/** "a", "a and b", "a, b and c". */
export function joinAnd(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** "the feed ttp-url and the actions block-sender and block-url" */
export function joinNeeds(needs: readonly Need[]): string {
  const kinds = ["feed", "action"] as const;
  return joinAnd(
    kinds.flatMap((kind) => {
      const names = needs.filter((need) => need.kind === kind).map(({ name }) => name);
      return names.length === 0 ? [] : [`the ${kind}${names.length > 1 ? "s" : ""} ${joinAnd(names)}`];
    }),
  );
}
