import { PosternError } from "../errors/index.js";
import type { CredentialKind, Secrets } from "./credential.js";

/** The fields of each kind, as they are sealed. */
const fieldNames = {
  "1.0": ["applicationId", "applicationKey", "accessKey", "secretKey"],
  "2.0": ["clientId", "clientSecret"],
  proxy: ["username", "password"],
} as const satisfies Record<CredentialKind, readonly string[]>;

export function toFields(secrets: Secrets): Record<string, string> {
  switch (secrets.kind) {
    case "1.0":
      return { ...secrets.keys };
    case "2.0":
      return { ...secrets.oauth };
    case "proxy":
      return { ...secrets.login };
  }
}

/** The other way round; throws `internal` when the vault holds other fields than the kind has. */
export function fromFields(kind: CredentialKind, fields: Readonly<Record<string, string>>): Secrets {
  const take = (name: string): string => {
    const value = fields[name];
    if (value !== undefined) return value;
    throw new PosternError("internal", `The vault holds no ${name} for this ${kind} credential.`);
  };
  for (const name of fieldNames[kind]) take(name);
  switch (kind) {
    case "1.0":
      return {
        kind,
        keys: {
          applicationId: take("applicationId"),
          applicationKey: take("applicationKey"),
          accessKey: take("accessKey"),
          secretKey: take("secretKey"),
        },
      };
    case "2.0":
      return { kind, oauth: { clientId: take("clientId"), clientSecret: take("clientSecret") } };
    case "proxy":
      return { kind, login: { username: take("username"), password: take("password") } };
  }
}
