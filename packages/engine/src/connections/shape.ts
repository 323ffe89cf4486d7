import { PosternError } from "../errors/index.js";
import type { NewConnection } from "./connection.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Tells apart what can be told before any call: empty, pasted with spaces, swapped. Throws `bad-usage`, `bad-credentials-shape`. */
export function checkNewConnection(connection: NewConnection): void {
  checkName(connection.name);
  checkBaseUrl(connection.baseUrl);
  const secrets = connection.generation === "2.0" ? connection.oauth : connection.keys;
  for (const [field, value] of Object.entries(secrets)) checkPasted(field, value);
  if (connection.generation === "1.0") checkSecretKey(connection.keys.secretKey);
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return;
  throw new PosternError(
    "bad-usage",
    `"${name}" can't be the name of a connection: use letters, digits, dots, dashes and underscores (at most 63).`,
  );
}

function checkBaseUrl(baseUrl: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol)) {
    throw new PosternError(
      "bad-usage",
      `"${baseUrl}" is no base URL: it looks like https://eu-api.mimecast.com.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new PosternError(
      "bad-usage",
      `${url.origin} is not encrypted: use https:// (http:// is for this machine only).`,
    );
  }
  if (url.username !== "" || url.search !== "" || url.hash !== "") {
    throw new PosternError("bad-usage", "A base URL has neither user name, query nor fragment.");
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function checkPasted(field: string, value: string): void {
  if (value === "") throw new PosternError("bad-credentials-shape", `${field} is empty.`);
  if (value !== value.trim() || /\s/.test(value)) {
    throw new PosternError("bad-credentials-shape", `${field} contains white space: copy it again, alone.`);
  }
  if (/^["'].*["']$/.test(value)) {
    throw new PosternError("bad-credentials-shape", `${field} stands in quotes: give it without them.`);
  }
}

function checkSecretKey(secretKey: string): void {
  if (uuid.test(secretKey)) {
    throw new PosternError(
      "bad-credentials-shape",
      "secretKey looks like an application id or key (a GUID): the values are probably swapped.",
    );
  }
  if (!base64.test(secretKey)) {
    throw new PosternError(
      "bad-credentials-shape",
      "secretKey is not base64: it was cut off, or is another value.",
    );
  }
}
