/** What a recovery sheet is made of. */
export interface RecoveryFacts {
  readonly home: string;
  readonly machine: string;
  /** Base64. */
  readonly key: string;
  readonly keyId: string;
  readonly credentials: number;
  readonly now: number;
}

/** A page for a safe or a password manager: with it a lost key is not a lost install. */
export function writeRecoverySheet({ home, machine, key, keyId, credentials, now }: RecoveryFacts): string {
  const made = new Date(now).toISOString().slice(0, 16).replace("T", " ");
  return `POSTERN RECOVERY SHEET

What it is
  The key of a Postern vault. With it and the data directory, every secret in there can be read.
  Without the key the secrets are lost, and each tenant must be connected anew.

  Made            ${made} UTC
  Key id          ${keyId}
  Data directory  ${home} on ${machine}
                  It holds what Postern has collected, how far it has read, and the sealed secrets
                  of ${credentials} credential${credentials === 1 ? "" : "s"}.

The key (32 bytes, base64)

  POSTERN_KEY=${key}

How to use it
  1. Have the data directory, or a backup of it. This sheet holds no secret but the key.
  2. Put the key into the environment of Postern as POSTERN_KEY, or alone into the file vault.key in the
     data directory, readable by its owner only.
  3. postern vault status    must show the key id above.

How to keep it
  - Off this machine: in a safe, or in a password manager. Beside the data directory it protects nothing.
  - Who finds it can read the secrets if they also have the data directory: then postern vault rotate.
  - After postern vault rotate this sheet opens nothing but backups from before. Make a new one.
`;
}
