type Headers = Readonly<Record<string, string>>;

// The vendor's own API 2.0 sample waits this long when a 429 names no time.
const unnamedWaitMs = 60_000;

// A reset further away is more likely misread than meant; the vendor's example windows are seconds to minutes.
const longestWaitMs = 15 * 60_000;

// A 429 that says "reset in 0 ms" would otherwise be repeated in a tight loop.
const shortestWaitMs = 1_000;

/** Milliseconds to wait after a 429, from its headers; 60 s when they don't tell. */
export function readThrottleWait(headers: Headers, now: number): number {
  const waitMs = readRetryAfter(headers, now) ?? readReset(headers, now) ?? unnamedWaitMs;
  return Math.max(waitMs, shortestWaitMs);
}

/** Milliseconds of `Retry-After`, given in seconds or as a date; null if absent or unreadable. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const text = headers["retry-after"]?.trim();
  if (text === undefined || text === "") return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return limitWait(seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : limitWait(date - now);
}

/**
 * Milliseconds until at least one call is given back. `X-RateLimit-Reset` is in milliseconds by the vendor's
 * documentation of both generations; since one integration reads it as an epoch, large values are taken as such.
 */
export function readReset(headers: Headers, now: number): number | null {
  const text = headers["x-ratelimit-reset"] ?? headers["x-mimecast-ratelimit-reset"];
  const value = readCount(text);
  if (value === null) return null;
  if (value > 1e11) return limitWait(value - now);
  if (value > 1e9) return limitWait(value * 1000 - now);
  return limitWait(value);
}

/** A header that counts something: a number of 0 and more, else null. */
export function readCount(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function limitWait(waitMs: number): number {
  return Math.min(Math.max(Math.ceil(waitMs), 0), longestWaitMs);
}
