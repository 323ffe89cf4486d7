/** What each kind of failure means, in one sentence. The README's table and `ErrorKind` are held to it by tests. */
export const errorKinds = {
  "credentials-refused": "The vendor refused the keys, the client id or the client secret.",
  "keys-expired":
    "The binding of access key and secret key has expired (HTTP 418): log in again or make new keys.",
  "token-expired": "The bearer token is no longer good; the client renews it by itself, once.",
  "not-permitted": "The role lacks a permission; the message names it.",
  "product-missing": "The API 2.0 application has none of the products the operation belongs to.",
  throttled: "The quota is used up; retryAfterMs says when to come back. Nothing was executed.",
  rejected: "The vendor read the request and refused it: a validation or a functional failure.",
  "not-found": "The object, or the path, does not exist.",
  unreachable: "No usable connection: DNS, refused, reset or timed out; systemCode says which.",
  tls: "The certificate of the other side was not accepted.",
  "server-error": "The vendor answered with a server error.",
  "unreadable-answer": "The answer is not what the API sends: a proxy, a captive portal or a damaged body.",
  "too-large": "The answer is larger than the limit set for it; reading was stopped.",
  "invalid-cursor": "The page token or SIEM token is unknown or too old: start again without it.",
  "link-expired": "The presigned URL is no longer good: list the page again for a fresh one.",
  "wrong-region": "The account lives in another region than the base URL.",
  "bad-credentials-shape":
    "A credential cannot be right as given: empty, or a secret key that is not base64.",
  "wrong-generation": "The operation does not exist in this client's API generation.",
  aborted: "The caller's signal or close() ended the call.",
  "outcome-unknown": "A write that may have been executed: read back before doing it again.",
} as const;

/** The kinds of failure a caller can tell apart. */
export type ErrorKind = keyof typeof errorKinds;
