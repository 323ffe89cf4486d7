import { type CredentialKind, PosternError } from "@postern/engine";
import { type SecretField, secretFields } from "./fields.js";

export type FileValues = { readonly [Field in SecretField | "baseUrl"]?: string };

/** What a file holds for each kind of credential; null where it holds nothing. */
export type SecretsFile = Readonly<Record<CredentialKind, FileValues | null>>;

export const emptyFile: SecretsFile = { "1.0": null, "2.0": null, proxy: null };

/**
 * Reads what `postern emulator --json` prints: the whole line (`{"v1":{…},"v2":{…}}`) or one of its objects; or the
 * login of a proxy. Messages name fields, never their values.
 */
export function readSecretsFile(text: string, where: string): SecretsFile {
  const content = parseObject(text, where);
  if ("v1" in content || "v2" in content) {
    return {
      "1.0": readValues(content["v1"], { kind: "1.0", where: `${where}, v1` }),
      "2.0": readValues(content["v2"], { kind: "2.0", where: `${where}, v2` }),
      proxy: null,
    };
  }
  const read = (kind: CredentialKind) => (isOf(content, kind) ? readValues(content, { kind, where }) : null);
  const file = { "1.0": read("1.0"), "2.0": read("2.0"), proxy: read("proxy") };
  if (file["1.0"] !== null || file["2.0"] !== null || file.proxy !== null) return file;
  throw new PosternError(
    "bad-usage",
    `${where} holds no credential: it needs applicationId, applicationKey, accessKey and secretKey (API 1.0), ` +
      "clientId and clientSecret (API 2.0), or username and password (a proxy).",
  );
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string, where: string): JsonObject {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own words quote the text, and that may be a secret.
    throw new PosternError("bad-usage", `${where} is not JSON.`);
  }
  if (isObject(content)) return content;
  throw new PosternError("bad-usage", `${where} is not a JSON object.`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOf(content: JsonObject, kind: CredentialKind): boolean {
  return secretFields[kind].some(({ field }) => field in content);
}

function readValues(
  content: unknown,
  { kind, where }: { kind: CredentialKind; where: string },
): FileValues | null {
  if (content === undefined || content === null) return null;
  if (!isObject(content)) throw new PosternError("bad-usage", `${where} is not a JSON object.`);
  const values: { [Field in SecretField | "baseUrl"]?: string } = {};
  const fields = [...secretFields[kind].map((entry) => entry.field), "baseUrl"] as const;
  for (const field of fields) {
    const value = content[field];
    if (value === undefined) continue;
    if (typeof value !== "string") throw new PosternError("bad-usage", `${where}: ${field} is not a text.`);
    values[field] = value.trim();
  }
  return values;
}
