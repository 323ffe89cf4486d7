import { PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { type CredentialField, credentialFields } from "./fields.js";

export type CredentialValues = { readonly [Field in CredentialField | "baseUrl"]?: string };

/** What a file holds for each generation; null where it holds nothing. */
export type CredentialsFile = Readonly<Record<Generation, CredentialValues | null>>;

/**
 * Reads what `postern emulator --json` prints: the whole line (`{"v1":{…},"v2":{…}}`) or one of its objects.
 * Messages name fields, never their values.
 */
export function readCredentialsFile(text: string, where: string): CredentialsFile {
  const content = parseObject(text, where);
  if ("v1" in content || "v2" in content) {
    return {
      "1.0": readValues(content["v1"], { generation: "1.0", where: `${where}, v1` }),
      "2.0": readValues(content["v2"], { generation: "2.0", where: `${where}, v2` }),
    };
  }
  const file = {
    "1.0": isOf(content, "1.0") ? readValues(content, { generation: "1.0", where }) : null,
    "2.0": isOf(content, "2.0") ? readValues(content, { generation: "2.0", where }) : null,
  };
  if (file["1.0"] !== null || file["2.0"] !== null) return file;
  throw new PosternError(
    "bad-usage",
    `${where} holds no credential: it needs applicationId, applicationKey, accessKey and secretKey (API 1.0), ` +
      "or clientId and clientSecret (API 2.0).",
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

function isOf(content: JsonObject, generation: Generation): boolean {
  return credentialFields[generation].some(({ field }) => field in content);
}

function readValues(
  content: unknown,
  { generation, where }: { generation: Generation; where: string },
): CredentialValues | null {
  if (content === undefined || content === null) return null;
  if (!isObject(content)) throw new PosternError("bad-usage", `${where} is not a JSON object.`);
  const values: { [Field in CredentialField | "baseUrl"]?: string } = {};
  const fields = [...credentialFields[generation].map((entry) => entry.field), "baseUrl"] as const;
  for (const field of fields) {
    const value = content[field];
    if (value === undefined) continue;
    if (typeof value !== "string") throw new PosternError("bad-usage", `${where}: ${field} is not a text.`);
    values[field] = value.trim();
  }
  return values;
}
