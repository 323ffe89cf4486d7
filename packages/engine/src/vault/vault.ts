import { createHash, randomBytes } from "node:crypto";
import { PosternError } from "../errors/index.js";
import { type Key, nonceBytes, seal, unseal } from "./seal.js";

/** Secrets as they lie in the store: each field sealed by a key of the credential, that key sealed by the vault's. */
export interface SealedSecrets {
  readonly wrappedKey: Buffer;
  /** Field name → sealed value. */
  readonly fields: Readonly<Record<string, Buffer>>;
}

/** What may be shown of a secret: never more than its last four characters, and not even those of a short one. */
export interface SecretHint {
  readonly lastFour: string;
  /** First 12 hexadecimal digits of the SHA-256 of the value. */
  readonly fingerprint: string;
}

const version = "1";
const shortestShown = 12;

export interface Vault {
  sealSecrets(credentialId: string, secrets: Readonly<Record<string, string>>): SealedSecrets;
  /** Throws `vault-wrong-key`. */
  openSecrets(credentialId: string, sealed: SealedSecrets): Record<string, string>;
}

/** AES-256-GCM with a random nonce; AAD = credential | field | version. */
export function createVault(masterKey: Key): Vault {
  const contextOf = (credentialId: string, field: string) => `${credentialId}|${field}|${version}`;
  return {
    sealSecrets(credentialId, secrets) {
      const dataKey = randomBytes(32);
      const fields: Record<string, Buffer> = {};
      for (const [field, value] of Object.entries(secrets)) {
        fields[field] = seal({
          key: dataKey,
          plaintext: Buffer.from(value, "utf8"),
          context: contextOf(credentialId, field),
          nonce: randomBytes(nonceBytes),
        });
      }
      const wrappedKey = seal({
        key: masterKey,
        plaintext: dataKey,
        context: contextOf(credentialId, "data-key"),
        nonce: randomBytes(nonceBytes),
      });
      return { wrappedKey, fields };
    },
    openSecrets(credentialId, sealed) {
      const dataKey = unseal({
        key: masterKey,
        blob: sealed.wrappedKey,
        context: contextOf(credentialId, "data-key"),
      });
      if (dataKey === null) throw wrongKey();
      const secrets: Record<string, string> = {};
      for (const [field, blob] of Object.entries(sealed.fields)) {
        const value = unseal({ key: dataKey, blob, context: contextOf(credentialId, field) });
        if (value === null) throw wrongKey();
        secrets[field] = value.toString("utf8");
      }
      return secrets;
    },
  };
}

export function hintOf(secret: string): SecretHint {
  return {
    lastFour: secret.length >= shortestShown ? secret.slice(-4) : "",
    fingerprint: createHash("sha256").update(secret).digest("hex").slice(0, 12),
  };
}

function wrongKey(): PosternError {
  return new PosternError(
    "vault-wrong-key",
    "The vault's key does not open the secrets in this data directory.",
  );
}
