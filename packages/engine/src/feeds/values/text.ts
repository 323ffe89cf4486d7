/** Words by which the vendor says that there is no value. */
const absentWords: ReadonlySet<string> = new Set(["", "n/a", "na", "none", "null", "<>", "-", "[]"]);
const longestAbsentWord = 4;
const absentBeginnings = "nN<-[";

/** Whether a trimmed text is one of the vendor's words for "there is no value". */
export function isAbsent(text: string): boolean {
  if (text.length > longestAbsentWord) return false;
  return text === "" || (absentBeginnings.includes(text.charAt(0)) && absentWords.has(text.toLowerCase()));
}

/** A text of a record, trimmed; null for what the vendor writes where it has none. */
export function readText(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  return isAbsent(text) ? null : text;
}

/** A subject: whatever somebody wrote, so "None" is one too. */
export function readSubject(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** An email address in lower case; the first of a list. A person is an object with an `emailAddress`. */
export function readAddress(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const isPerson = typeof first === "object" && first !== null && "emailAddress" in first;
  const text = readText(isPerson ? first.emailAddress : first);
  if (text === null) return null;
  // As nearly all come: one address, and nothing else.
  if (!text.includes("<") && !text.includes(",") && !text.includes(";")) return text.toLowerCase();
  const bare = /<([^<>]+)>/.exec(text)?.[1] ?? text;
  const single = bare.split(/[,;]/, 1)[0]?.trim() ?? "";
  return single === "" ? null : single.toLowerCase();
}

/** A message id without its angle brackets, however they were escaped. */
export function readMessageId(value: unknown): string | null {
  const text = readText(value);
  if (text === null) return null;
  if (isBracketed(text)) return text.slice(1, -1);
  const bare = text.replace(/^(?:<|\\u003c|\\u003e)+/i, "").replace(/(?:>|\\u003e)+$/i, "");
  return bare === "" ? null : bare;
}

const opening = "<".charCodeAt(0);
const closing = ">".charCodeAt(0);

/** One pair of angle brackets round the whole, as nearly all message ids come, and no escaped ones inside. */
export function isBracketed(text: string): boolean {
  const last = text.length - 1;
  return (
    text.charCodeAt(0) === opening &&
    text.charCodeAt(last) === closing &&
    text.charCodeAt(1) !== opening &&
    text.charCodeAt(last - 1) !== closing &&
    !text.includes("\\u003")
  );
}

/** An IP address; null for texts such as "Internal IP". */
export function readIpAddress(value: unknown): string | null {
  const text = readText(value);
  return text !== null && /^[0-9a-f.:]+$/i.test(text) && /[.:]/.test(text) ? text.toLowerCase() : null;
}

/** The host of a URL in lower case; null where there is none to be told. */
export function readHost(url: string | null): string | null {
  if (url === null) return null;
  const host = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(url)?.[1];
  return host === undefined ? null : host.toLowerCase().replace(/\.$/, "");
}
