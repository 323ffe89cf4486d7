import { dayMs, hourMs } from "../clock/spans.js";
import { mix, Random } from "./random.js";

/** The account's own zone, fixed: API 1.0 writes its mail logs in it. */
export const accountOffset = { text: "+0100", ms: hourMs } as const;

// Share of a working day's mail by local hour: a steep morning, a dip at noon, a tail of machines at night.
const workday = [
  0.8, 0.6, 0.5, 0.5, 0.7, 1.2, 2.2, 5, 9, 10.5, 10.4, 9.6, 6.5, 8.6, 9.2, 8.4, 7, 4.6, 2.6, 1.8, 1.5, 1.2, 1,
  0.9,
] as const;
const weekend = [
  0.8, 0.6, 0.5, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 1.8, 1.9, 1.8, 1.7, 1.6, 1.6, 1.6, 1.7, 1.8, 1.8, 1.6, 1.4, 1.2,
  1, 0.9,
] as const;

const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
const weekTotal = 5 * sum(workday) + 2 * sum(weekend);

/** Whether a moment lies on a Saturday or Sunday of the account's zone. */
export function isWeekend(time: number): boolean {
  const weekday = (Math.floor((time + accountOffset.ms) / dayMs) + 4) % 7;
  return weekday === 0 || weekday === 6;
}

/** How many messages the hour brings; over a week the mean is `messagesPerDay`. */
export function messagesInHour(options: { seed: number; hour: number; messagesPerDay: number }): number {
  const start = options.hour * hourMs;
  const localHour = Math.floor(((start + accountOffset.ms) % dayMs) / hourMs);
  const weight = (isWeekend(start) ? weekend : workday)[localHour] ?? 0;
  const random = new Random(mix(options.seed, options.hour, 0x5eed));
  const expected = ((options.messagesPerDay * 7 * weight) / weekTotal) * (0.9 + 0.2 * random.fraction());
  // Rounding by chance keeps small tenants honest: ten messages a day are ten, not zero every hour.
  return Math.floor(expected + random.fraction());
}
