export const secondMs = 1000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** The start of the UTC day a moment lies in. */
export function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}
