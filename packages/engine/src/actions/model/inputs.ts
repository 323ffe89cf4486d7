import { z } from "zod";
import { formatVendorTime, readTime } from "../../feeds/values/time.js";

/** An id that the tenant gave. */
export const tenantId = z.string().trim().min(1, "must not be empty");

/** The fingerprint of a file. */
export const sha256Text = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "must be a SHA-256: 64 hexadecimal digits");

/** A moment, or a day: its beginning. Without an offset it is UTC. */
export const moment = z.string().transform((text, context) => {
  const time = readTime(text.trim()) ?? readTime(`${text.trim()}T00:00:00Z`);
  if (time !== null) return new Date(time).toISOString();
  context.addIssue({ code: "custom", message: "must be a time, like 2026-01-31T18:00:00Z, or a day" });
  return z.NEVER;
});

/** From when until when: each a moment of its own. */
export const span = {
  since: moment.optional().describe("from then on: a time, or a day, like 2026-01-31"),
  until: moment.optional().describe("until then: a time, or the beginning of a day"),
};

/** The bounds of a list as the vendor's calls name and write them; what was not given is left to its defaults. */
export function boundsOf({ since, until }: { since?: string | undefined; until?: string | undefined }): {
  start?: string;
  end?: string;
} {
  return {
    ...(since === undefined ? {} : { start: toVendorTime(since) }),
    ...(until === undefined ? {} : { end: toVendorTime(until) }),
  };
}

/** A moment as the vendor writes it. */
export function toVendorTime(moment: string): string {
  return formatVendorTime(Date.parse(moment));
}

/** The entries that hold something: what was left out is not sent. */
export function withoutBlanks(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
