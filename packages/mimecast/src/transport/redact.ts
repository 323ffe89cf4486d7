/** Replaces secrets in text. One per client; it learns each bearer token as it is granted. */
export interface Redactor {
  readonly learn: (secret: string) => void;
  /** One line of safe text: secrets, tokens and query strings replaced, control characters gone, cut to length. */
  readonly clean: (text: string) => string;
  /** The same for every string inside parsed JSON. */
  readonly cleanDeep: (value: unknown) => unknown;
}

const replacement = "[redacted]";

// Shorter values would riddle every message with replacements and protect nothing.
const shortestSecret = 4;

// Tokens live 30 minutes; an answer quoting one that was replaced three renewals ago is not to be expected.
const tokensRemembered = 4;

// Patterns run over hostile text: bounded, so that none can cost more than a moment.
const longestMatched = 4_096;
const longestOutput = 1_000;
const deepestValue = 8;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic|basic-cloud|basic-ad)\s+[\w.~+/=-]{4,}/gi, `$1 ${replacement}`],
  [/\bMC\s+[^\s:"']+:[\w+/=-]+/g, `MC ${replacement}`],
  [
    /(["']?(?:access_token|client_secret|client_id|secretKey|accessKey)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
    `$1${replacement}`,
  ],
  // A presigned URL's signature stands in its query; a proxy URL's password before the @.
  [/(\b[a-z][a-z0-9+.-]{1,19}:\/\/)[^\s/@"'<>]+@/gi, `$1${replacement}@`],
  [/(\b[a-z][a-z0-9+.-]{1,19}:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi, `$1?${replacement}`],
  [/\b(X-(?:Amz|Goog)-[A-Za-z-]+|Signature|sig)=[^\s&"'<>]+/gi, `$1=${replacement}`],
];

/** Makes a redactor that knows these secrets in every form they can be quoted in. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const fixed = secrets.flatMap(spellSecret).sort((a, b) => b.length - a.length);
  const tokens: string[] = [];

  const clean = (text: string): string => {
    let result = text;
    // Known secrets go before the text is cut: a cut through a secret would leave half of it unrecognised.
    for (const secret of [...fixed, ...tokens]) result = result.replaceAll(secret, replacement);
    result = result.slice(0, longestMatched);
    for (const [pattern, substitute] of patterns) result = result.replace(pattern, substitute);
    return (
      result
        // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence in vendor text must not reach a terminal
        .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
        .trim()
        .slice(0, longestOutput)
    );
  };

  const cleanDeep = (value: unknown, depth = 0): unknown => {
    if (typeof value === "string") return clean(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth === deepestValue) return "[nested too deeply]";
    if (Array.isArray(value)) return value.map((entry) => cleanDeep(entry, depth + 1));
    const entries = Object.entries(value).map(([key, entry]) => [clean(key), cleanDeep(entry, depth + 1)]);
    return Object.fromEntries(entries);
  };

  return {
    learn: (secret) => {
      if (secret.length < shortestSecret || tokens.includes(secret)) return;
      tokens.push(secret);
      if (tokens.length > tokensRemembered) tokens.shift();
    },
    clean,
    cleanDeep: (value) => cleanDeep(value),
  };
}

/** A secret as it is, as a query and a form spell it, and as JSON spells it. */
function spellSecret(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  const formSpelling = new URLSearchParams({ s: secret }).toString().slice(2);
  const jsonSpelling = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), formSpelling, jsonSpelling])];
}

/** A URL that can be shown: no query, no fragment, no user and password. */
export function describeUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
