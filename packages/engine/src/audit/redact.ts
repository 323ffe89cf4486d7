const secretName =
  /secret|password|passphrase|authorization|cookie|credentials?$|(?:access|app|application|private|signing|vault)[_-]?key$|(?:^|_)token$|(?:bearer|auth|access|refresh|id)[_-]?token$/i;

const leftOut = "(left out)";

/** Names of the credentials themselves, not of their secrets. */
const plainNames = new Set(["credential", "actingCredential", "proxyCredential"]);

/**
 * A copy without what must never stand in the audit log, whoever put it there: members named as secrets are, and what
 * in a text is one by its form. Pure.
 */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) && !plainNames.has(name) && inner !== null ? leftOut : redact(inner),
    ]),
  );
}

/** User names in URLs, headers of either generation of the API, signed tokens, private keys. */
function redactText(text: string): string {
  return text
    .replace(/(:\/\/)[^\s/?#@"']+@/g, `$1${leftOut}@`)
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${leftOut}`)
    .replace(/\bMC\s+[\w+/=-]{8,}:[\w+/=-]{8,}/g, `MC ${leftOut}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, leftOut)
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, leftOut);
}
