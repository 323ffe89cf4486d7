import { PosternError } from "../errors/index.js";
import type { Secrets } from "./credential.js";
import { toFields } from "./fields.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Names stand on command lines and in file names. Throws `bad-usage`. */
export function checkName(name: string, what: "connection" | "credential"): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return;
  throw new PosternError(
    "bad-usage",
    `"${name}" can't be the name of a ${what}: use letters, digits, dots, dashes and underscores (at most 63).`,
  );
}

/** Tells apart what can be told before any call: empty, pasted with spaces, swapped. Throws `bad-credentials-shape`. */
export function checkSecrets(secrets: Secrets): void {
  if (secrets.kind === "proxy") return;
  for (const [field, value] of Object.entries(toFields(secrets))) checkPasted(field, value);
  if (secrets.kind === "1.0") checkSecretKey(secrets.keys.secretKey);
}

function checkPasted(field: string, value: string): void {
  if (value === "") throw new PosternError("bad-credentials-shape", `${field} is empty.`);
  if (/\s/.test(value)) {
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
