import type { Generation } from "@postern/mimecast/catalogue";

export type CredentialField =
  | "applicationId"
  | "applicationKey"
  | "accessKey"
  | "secretKey"
  | "clientId"
  | "clientSecret";

export interface CredentialFieldEntry {
  readonly field: CredentialField;
  /** As the vendor's console calls it. */
  readonly label: string;
  readonly variable: string;
  readonly isSecret: boolean;
}

/** The values each generation's credential is made of, and where they may come from. */
export const credentialFields: Readonly<Record<Generation, readonly CredentialFieldEntry[]>> = {
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
};

export interface Region {
  readonly name: string;
  readonly baseUrl: string;
}

/** The vendor's hosts. API 1.0 must be called where the account lives; 2.0 finds the account by itself. */
export const regions: Readonly<Record<Generation, readonly Region[]>> = {
  "1.0": [
    { name: "Europe, without Germany", baseUrl: "https://eu-api.mimecast.com" },
    { name: "Germany", baseUrl: "https://de-api.mimecast.com" },
    { name: "United States", baseUrl: "https://us-api.mimecast.com" },
    { name: "United States, grid B", baseUrl: "https://usb-api.mimecast.com" },
    { name: "Canada", baseUrl: "https://ca-api.mimecast.com" },
    { name: "South Africa", baseUrl: "https://za-api.mimecast.com" },
    { name: "Australia", baseUrl: "https://au-api.mimecast.com" },
    { name: "Offshore (Jersey)", baseUrl: "https://jer-api.mimecast.com" },
  ],
  "2.0": [
    { name: "Global, with failover", baseUrl: "https://api.services.mimecast.com" },
    { name: "United States only", baseUrl: "https://us-api.services.mimecast.com" },
    { name: "United Kingdom only", baseUrl: "https://uk-api.services.mimecast.com" },
  ],
};
