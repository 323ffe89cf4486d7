/** Reads `2015-11-16T14:49:18+0000`, `…Z` or `…+00:00`; null when it is none of them. */
export function parseDate(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (match === null) return null;
  const [, local = "", zone = "Z"] = match;
  const withColon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const time = Date.parse(local + withColon);
  return Number.isNaN(time) ? null : time;
}

/** Reads `2025-03-01` as the start of that UTC day; null when it is no date. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return null;
  // 2025-02-30 must not become the 2nd of March.
  return new Date(time).toISOString().startsWith(text) ? time : null;
}

/** Calls come many a second with the same date. */
let lastHeaderDate: { readonly text: string; readonly time: number | null } = { text: "", time: null };

/** Reads `Tue, 24 Nov 2015 12:50:11 UTC`, also with `GMT`. */
export function parseHeaderDate(text: string): number | null {
  if (text !== lastHeaderDate.text) lastHeaderDate = { text, time: readHeaderDate(text) };
  return lastHeaderDate.time;
}

function readHeaderDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (UTC|GMT)$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

let lastWritten = { second: Number.NaN, text: "" };

/** `Tue, 24 Nov 2015 12:50:11 GMT`, as answers are dated. */
export function formatHeaderDate(time: number): string {
  const second = Math.floor(time / 1000);
  if (second !== lastWritten.second) lastWritten = { second, text: new Date(time).toUTCString() };
  return lastWritten.text;
}

/** `20250301093329655`, as in the names of log files. */
export function formatFileTime(time: number): string {
  return new Date(time).toISOString().replace(/\D/g, "");
}
