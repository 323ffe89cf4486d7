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

/** A moment, kept as the vendor writes it; without an offset it is UTC. */
export const moment = z.string().transform((text, context) => {
  const time = readTime(text.trim());
  if (time !== null) return formatVendorTime(time);
  context.addIssue({ code: "custom", message: "must be a time, like 2026-01-07T12:00:00Z" });
  return z.NEVER;
});

/** From when until when: each a moment of its own. */
export const span = { since: moment.optional(), until: moment.optional() };

/** The bounds of a list as the vendor's calls name them; what was not given is left to its defaults. */
export function boundsOf({ since, until }: { since?: string | undefined; until?: string | undefined }): {
  start?: string;
  end?: string;
} {
  return { ...(since === undefined ? {} : { start: since }), ...(until === undefined ? {} : { end: until }) };
}

/** The entries that hold something: what was left out is not sent. */
export function withoutBlanks(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
