import type { CredentialKind, Secrets } from "@postern/engine";

/** A value a credential is made of, by the name it has in files. */
export type SecretField =
  | "applicationId"
  | "applicationKey"
  | "accessKey"
  | "secretKey"
  | "clientId"
  | "clientSecret"
  | "username"
  | "password";

export interface SecretFieldEntry {
  readonly field: SecretField;
  /** As the vendor's console calls it. */
  readonly label: string;
  readonly variable: string;
  /** Whether it is hidden while it is typed. */
  readonly isSecret: boolean;
}

export const credentialKinds: readonly CredentialKind[] = ["1.0", "2.0", "proxy"];

/** The values each kind of credential is made of, and where they may come from. */
export const secretFields: Readonly<Record<CredentialKind, readonly SecretFieldEntry[]>> = {
  "1.0": [
    {
      field: "applicationId",
      label: "Application ID",
      variable: "POSTERN_MIMECAST_APPLICATION_ID",
      isSecret: false,
    },
    {
      field: "applicationKey",
      label: "Application Key",
      variable: "POSTERN_MIMECAST_APPLICATION_KEY",
      isSecret: true,
    },
    { field: "accessKey", label: "Access Key", variable: "POSTERN_MIMECAST_ACCESS_KEY", isSecret: true },
    { field: "secretKey", label: "Secret Key", variable: "POSTERN_MIMECAST_SECRET_KEY", isSecret: true },
  ],
  "2.0": [
    { field: "clientId", label: "Client ID", variable: "POSTERN_MIMECAST_CLIENT_ID", isSecret: false },
    {
      field: "clientSecret",
      label: "Client Secret",
      variable: "POSTERN_MIMECAST_CLIENT_SECRET",
      isSecret: true,
    },
  ],
  proxy: [
    { field: "username", label: "Proxy user name", variable: "POSTERN_PROXY_USERNAME", isSecret: false },
    { field: "password", label: "Proxy password", variable: "POSTERN_PROXY_PASSWORD", isSecret: true },
  ],
};

/** Every value, empty where nothing was given. */
export type SecretValues = Readonly<Record<SecretField, string>>;

export function toSecrets(kind: CredentialKind, values: SecretValues): Secrets {
  const { applicationId, applicationKey, accessKey, secretKey, clientId, clientSecret } = values;
  switch (kind) {
    case "1.0":
      return { kind, keys: { applicationId, applicationKey, accessKey, secretKey } };
    case "2.0":
      return { kind, oauth: { clientId, clientSecret } };
    case "proxy":
      return { kind, login: { username: values.username, password: values.password } };
  }
}
