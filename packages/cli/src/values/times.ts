import { PosternError } from "@postern/engine/errors";
import { readDuration } from "./durations.js";

/** A time as people give it: how long ago (`2h`), a local day (`2026-01-05`), or an ISO time. */
export function parseTime(text: string, { option, now }: { option: string; now: number }): number {
  const ago = readDuration(text);
  if (ago !== null) return now - ago;
  const trimmed = text.trim();
  // A bare day is read as UTC by the language; whoever types one means the day on their own wall.
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(trimmed);
  const isTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.test(
    trimmed,
  );
  const time = isDay ? Date.parse(`${trimmed}T00:00:00`) : isTime ? Date.parse(trimmed) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new PosternError(
    "bad-usage",
    `${option}: "${text}" is no time. Write how long ago (2h, 7d), a day (2026-01-05) or a time (2026-01-05T14:30:00Z).`,
  );
}

/** A time that has passed: also `10m ago`. */
export function parsePastTime(text: string, { option, now }: { option: string; now: number }): number {
  const time = parseTime(text.replace(/\s+ago\s*$/i, ""), { option, now });
  if (time <= now) return time;
  throw new PosternError("bad-usage", `${option}: "${text}" has not been yet.`);
}

/** A time to come: in how long (`90d`), a local day, or an ISO time. */
export function parseFutureTime(text: string, { option, now }: { option: string; now: number }): number {
  const wait = readDuration(text);
  const time = wait === null ? parseTime(text, { option, now }) : now + wait;
  if (time > now) return time;
  throw new PosternError("bad-usage", `${option}: "${text}" has passed already.`);
}
