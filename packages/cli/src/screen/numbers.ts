/** `1,203`: the same on every machine. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 click`, `2 clicks`, `2 entries`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** `1.2 MB`: in powers of a thousand, as disks are sold. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}
