/** `1,203`: the same on every machine. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 click`, `2 clicks`, `2 entries`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
