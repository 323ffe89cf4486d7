/** Training modules and phishing exercises come once a month. Months are counted from January 1970. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The last twelve months, the one of `now` among them, oldest first. */
export function monthsOfYear(now: number): number[] {
  const last = monthOf(now);
  return Array.from({ length: 12 }, (_, index) => last - 11 + index);
}

/** A moment of a month. */
export function momentIn(month: number, at: { readonly day: number; readonly hour: number }): number {
  return Date.UTC(1970, month, at.day, at.hour);
}
