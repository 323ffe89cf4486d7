import { PosternError } from "@postern/engine/errors";

const unitsMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `90s`, `15m`, `24h`, `7d`, `2w`, and sums such as `1h30m`; null for anything else. */
export function readDuration(text: string): number | null {
  const compact = text.trim().toLowerCase();
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/.test(compact)) return null;
  let total = 0;
  for (const [, count = "", unit = ""] of compact.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const size = unitsMs[unit];
    if (size === undefined) return null;
    total += Number(count) * size;
  }
  return total;
}

export function parseDuration(text: string, option: string): number {
  const duration = readDuration(text);
  if (duration !== null && duration > 0 && Number.isFinite(duration)) return duration;
  throw new PosternError("bad-usage", `${option}: "${text}" is no duration. Write 90s, 15m, 24h or 7d.`);
}
