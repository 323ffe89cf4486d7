/** What is wrong with a certificate, as far as it can be told apart. */
export type TlsProblem =
  | "self-signed"
  | "expired"
  | "not-yet-valid"
  | "wrong-name"
  | "unknown-authority"
  | "revoked"
  | "not-tls"
  | "other";

const problems: Readonly<Record<string, TlsProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  // A root that came with the chain: self-signed as roots are, and nobody here knows it.
  SELF_SIGNED_CERT_IN_CHAIN: "unknown-authority",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not-yet-valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "wrong-name",
  HOSTNAME_MISMATCH: "wrong-name",
  UNABLE_TO_GET_ISSUER_CERT: "unknown-authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-authority",
  CERT_UNTRUSTED: "unknown-authority",
  CERT_REVOKED: "revoked",
  EPROTO: "not-tls",
  ERR_SSL_WRONG_VERSION_NUMBER: "not-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "not-tls",
};

const sentences: Readonly<Record<TlsProblem, string>> = {
  "self-signed": "the certificate is signed by itself",
  expired: "the certificate has expired",
  "not-yet-valid": "the certificate is not valid yet, or the clock is wrong",
  "wrong-name": "the certificate is for another name",
  "unknown-authority": "the certificate comes from an authority that is not trusted",
  revoked: "the certificate was revoked",
  "not-tls": "what answers does not speak TLS",
  other: "TLS failed",
};

/** The problem behind the `systemCode` of a `tls` error. */
export function tlsProblemOf(systemCode: string | null): TlsProblem {
  return (systemCode === null ? undefined : problems[systemCode]) ?? "other";
}

/** The same in words, without a full stop. */
export function describeTlsProblem(systemCode: string | null): string {
  return sentences[tlsProblemOf(systemCode)];
}
