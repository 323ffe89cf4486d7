import type { resetForms } from "./table/answers.js";

export type ResetForm = (typeof resetForms)[number];

/** How a 429 tells when to come back, in the form asked for. */
export function tellReset(
  form: ResetForm,
  wait: { readonly calls: number; readonly remaining: number; readonly waitMs: number; readonly now: number },
): Record<string, string> {
  const { calls, remaining, waitMs, now } = wait;
  const limit = { "X-RateLimit-Limit": String(calls), "X-RateLimit-Remaining": String(remaining) };
  switch (form) {
    case "ms":
      return { ...limit, "X-RateLimit-Reset": String(waitMs) };
    case "epoch-s":
      return { ...limit, "X-RateLimit-Reset": String(Math.ceil((now + waitMs) / 1000)) };
    case "epoch-ms":
      return { ...limit, "X-RateLimit-Reset": String(now + waitMs) };
    case "retry-after":
      return { "Retry-After": String(Math.ceil(waitMs / 1000)) };
    case "retry-after-date":
      return { "Retry-After": new Date(Math.ceil((now + waitMs) / 1000) * 1000).toUTCString() };
    case "mimecast-reset":
      return { "X-Mimecast-RateLimit-Reset": String(waitMs) };
    case "no-number":
      return { ...limit, "X-RateLimit-Reset": "soon" };
    case "absent":
      return {};
  }
}
