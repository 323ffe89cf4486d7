import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { declareFaults } from "../declaration.js";

const executed = flag("the call is carried out all the same (default false)");

/** How the waiting time of a 429 has been told, or is feared to be. */
export const resetForms = [
  "ms",
  "epoch-s",
  "epoch-ms",
  "retry-after",
  "retry-after-date",
  "mimecast-reset",
  "no-number",
  "absent",
] as const;

/** Faults that put another answer in the place of the operation's. */
export const answerFaults = declareFaults({
  throttle: {
    says: "429; nothing is carried out.",
    place: "calls",
    details: {
      reset: word(
        resetForms,
        "how the wait is told: `X-RateLimit-Reset` in ms (default), epoch seconds or epoch ms; `Retry-After` in seconds or as a date; `X-Mimecast-RateLimit-Reset`; a word that is no number; not at all",
      ),
      resetMs: whole("the wait (default 60000)", { least: 0 }),
    },
    source: "feeds 4, 8.5",
  },
  "server-error": {
    says: "A 5xx answer in the shape of the generation; with `path=download`, of the store of files.",
    place: "calls",
    details: { status: oneOf([500, 502, 503, 504, 509], "default 500"), executed },
    source: "feeds 4; actions 6 (3, 16: `execute-sync` answers 504 while it runs)",
  },
  "wrong-verb": {
    says: "405, though the verb is right.",
    place: "calls",
    details: {},
    source: "actions 6 (3)",
  },
  "html-error": {
    says: "502 with an HTML page, as a proxy in between answers.",
    place: "calls",
    details: { executed },
    source: "feeds 2.3",
  },
  "captive-portal": {
    says: "200 with an HTML page on every path, the token's too, as a guest network answers.",
    place: "sockets",
    details: {},
    source: "our own",
  },
  "fail-in-200": {
    says: "HTTP 200 with empty `data`; the failure stands in the body alone.",
    place: "calls",
    details: {
      shape: word(
        ["errors", "code", "meta-status"],
        "`fail[].errors[]` (default); the code right on the `fail` element; `meta.status` 400 with an empty `fail`",
      ),
      executed,
    },
    source: "feeds 2.3, 8.6; actions 6 (1)",
  },
  "unknown-application": {
    says: "`err_developer_key` for an application that is good; the next call succeeds.",
    place: "calls",
    details: {},
    source: "actions 6 (2)",
  },
  "binding-expired": {
    says: "418 `err_xdk_binding_expired`, as when the authentication profile's time is over. API 1.0.",
    place: "calls",
    details: {},
    source: "feeds 2.3, 8.2",
  },
  "token-expired": {
    says: "401 `token_expired` before the token's time. API 2.0.",
    place: "calls",
    details: {},
    source: "feeds 7, 8.3",
  },
  "token-verification-failed": {
    says: "401 for a token that is good. API 2.0.",
    place: "calls",
    details: {
      code: word(["token_verification_failed", "unauthorized"], "default token_verification_failed"),
    },
    source: "feeds 7, 8.3",
  },
  "not-permitted": {
    says: "403, as without the permission.",
    place: "calls",
    details: {},
    source: "feeds 6, 8.4",
  },
  "product-missing": {
    says: "403 `app_forbidden`, as without the product. API 2.0.",
    place: "calls",
    details: {},
    source: "feeds 7, 8.4",
  },
  "clock-skew": {
    says: "The tenant's clock is off for this call: in `Date`, and where `x-mc-date` is compared.",
    place: "calls",
    details: {
      skewMs: whole("ahead of the true time (default 1800000); negative: behind", { least: -Infinity }),
    },
    source: "feeds 2.1, 7",
  },
});
