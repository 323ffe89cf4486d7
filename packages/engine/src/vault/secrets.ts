import { createHash, randomBytes } from "node:crypto";
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

/** AAD = credential | field | version. */
function contextOf(credentialId: string, field: string): string {
  return `${credentialId}|${field}|${version}`;
}

/** AES-256-GCM with a random nonce; a data key of its own for each credential. */
export function sealSecrets(
  masterKey: Key,
  { credentialId, secrets }: { credentialId: string; secrets: Readonly<Record<string, string>> },
): SealedSecrets {
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
  return { wrappedKey: wrapKey(masterKey, { credentialId, dataKey }), fields };
}

/** null when the master key is not the one they were sealed with, or a blob was moved or changed. */
export function openSecrets(
  masterKey: Key,
  { credentialId, sealed }: { credentialId: string; sealed: SealedSecrets },
): Record<string, string> | null {
  const dataKey = unseal({
    key: masterKey,
    blob: sealed.wrappedKey,
    context: contextOf(credentialId, "data-key"),
  });
  if (dataKey === null) return null;
  const secrets: Record<string, string> = {};
  for (const [field, blob] of Object.entries(sealed.fields)) {
    const value = unseal({ key: dataKey, blob, context: contextOf(credentialId, field) });
    if (value === null) return null;
    secrets[field] = value.toString("utf8");
  }
  return secrets;
}

/** Seals a credential's key with another master key; its fields stay as they are. null when the old one is wrong. */
export function rewrapKey(
  keys: { from: Key; to: Key },
  { credentialId, wrappedKey }: { credentialId: string; wrappedKey: Buffer },
): Buffer | null {
  const context = contextOf(credentialId, "data-key");
  const dataKey = unseal({ key: keys.from, blob: wrappedKey, context });
  return dataKey === null ? null : wrapKey(keys.to, { credentialId, dataKey });
}

function wrapKey(
  masterKey: Key,
  { credentialId, dataKey }: { credentialId: string; dataKey: Buffer },
): Buffer {
  return seal({
    key: masterKey,
    plaintext: dataKey,
    context: contextOf(credentialId, "data-key"),
    nonce: randomBytes(nonceBytes),
  });
}

const proofText = "postern vault";
const proofContext = contextOf("vault", "proof");

/** Something that only this key opens: tells a wrong key at the door. */
export function sealProof(masterKey: Key): Buffer {
  const plaintext = Buffer.from(proofText, "utf8");
  return seal({ key: masterKey, plaintext, context: proofContext, nonce: randomBytes(nonceBytes) });
}

export function opensProof(masterKey: Key, proof: Buffer): boolean {
  return unseal({ key: masterKey, blob: proof, context: proofContext })?.toString("utf8") === proofText;
}

export function hintOf(secret: string): SecretHint {
  return {
    lastFour: secret.length >= shortestShown ? secret.slice(-4) : "",
    fingerprint: createHash("sha256").update(secret).digest("hex").slice(0, 12),
  };
}
