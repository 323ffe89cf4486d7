import { MimecastError } from "../errors/index.js";
import type { ClientCredentials } from "./options.js";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Refuses credentials that can't be right, so that no call is spent on them. Never quotes a value. */
export function checkCredentials(credentials: ClientCredentials): void {
  const values = credentials.generation === "1.0" ? credentials.keys : credentials.oauth;
  for (const [name, value] of Object.entries(values)) checkValue(name, value);
  if (credentials.generation === "1.0" && !base64.test(credentials.keys.secretKey)) {
    throw refuse("secretKey is not base64: it is given out as base64 and ends in = as a rule");
  }
}

/** Refuses a value that no header can carry. */
export function checkValue(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw refuse(`${name} is empty`);
  // Pasted line ends and blanks are the usual way a right value becomes a wrong one.
  if (!/^[\x21-\x7e]+$/.test(value)) throw refuse(`${name} contains blanks or characters that are not ASCII`);
}

/** Reads the base URL; throws `unreachable` for one that nothing can be reached at. */
export function readBaseUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isUsable = url !== null && (url.protocol === "https:" || url.protocol === "http:");
  if (isUsable && url.username === "" && url.password === "" && url.search === "" && url.hash === "") {
    return url;
  }
  throw new MimecastError({
    kind: "unreachable",
    message: "baseUrl must be an http or https URL without user, query and fragment",
    systemCode: "ERR_INVALID_URL",
  });
}

function refuse(reason: string): MimecastError {
  return new MimecastError({
    kind: "bad-credentials-shape",
    message: `The credentials can't be right: ${reason}`,
  });
}
