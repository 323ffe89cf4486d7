import type { SiemEventType } from "../siem/siem-archive.js";
import type { Feed } from "../tenant/feeds.js";
import type { EmulatedOperationName } from "../wire/routes.js";

/** Where and how often a fault strikes. Without `operation` and `feed` it strikes wherever its kind can. */
export interface FaultAim {
  readonly operation?: EmulatedOperationName;
  readonly feed?: Feed;
  /** For faults of single SIEM files: only files of this type. */
  readonly type?: SiemEventType;
  /** For `reset` and `hang`: the operation's answer (default) or the download of a file it listed. */
  readonly on?: "call" | "download";
  /** Answers spoiled; `Infinity` for ever. Default 1. */
  readonly times?: number;
  /** Matching answers left alone before. Default 0. */
  readonly after?: number;
}

export type ResetForm = "ms" | "epoch-s" | "retry-after" | "absent";

export type FaultCase =
  /** 429, with the waiting time told in the form given (default `ms`) or not at all. */
  | { readonly kind: "throttle"; readonly resetForm?: ResetForm; readonly resetMs?: number }
  | { readonly kind: "server-error"; readonly status?: 500 | 503 | 504 }
  /** 502 with an HTML page, as a proxy in between would answer. */
  | { readonly kind: "html-error" }
  /** 200 with an HTML page on every path, the token's too, as a guest network answers. */
  | { readonly kind: "captive-portal" }
  /** HTTP 200, meta.status 200, and the failure only in `fail`. */
  | { readonly kind: "fail-in-200" }
  | { readonly kind: "token-expired" }
  | { readonly kind: "token-verification-failed" }
  | { readonly kind: "not-permitted" }
  /** The socket is destroyed in the middle of the body. */
  | { readonly kind: "reset" }
  /** No answer until `hangMs` have passed (default: never). */
  | { readonly kind: "hang"; readonly hangMs?: number }
  /** The first file it meets is served damaged for `times` downloads. */
  | { readonly kind: "corrupt-gzip"; readonly damage?: "truncated" | "scrambled" }
  /** A line that is no JSON and a blank line in the file, beside its true lines. */
  | { readonly kind: "broken-line" }
  | { readonly kind: "expired-link" }
  | { readonly kind: "duplicate-in-listing" }
  /** A listed file repeats, after its own lines, the lines of the file of its type before it. */
  | { readonly kind: "redeliver" }
  | { readonly kind: "empty-page-with-next" }
  /** A page of the stream begins with the last events of the page before (default 3 of them). */
  | { readonly kind: "repeat-in-stream"; readonly count?: number }
  /** API 1.0: a body that is neither zip nor JSON. */
  | { readonly kind: "bad-zip" }
  /** API 1.0: one file of a good zip is broken. */
  | { readonly kind: "bad-json-in-zip" }
  /** What happens from now on is spelled as with the option `drift`; clearing the faults ends it. */
  | { readonly kind: "drift" }
  /** Clicks appear from now on with a time in the window last read (default 3 of them). */
  | { readonly kind: "late-events"; readonly count?: number; readonly ageMinutes?: number };

export type Fault = FaultAim & FaultCase;
export type FaultKind = FaultCase["kind"];
