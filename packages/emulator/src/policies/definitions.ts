import type { PolicyScope } from "./policy.js";

/** Where mail is delivered to (actions reference, 2.15). */
export interface DeliveryRoute {
  readonly description: string;
  readonly hostname: string;
  readonly port: number;
  readonly smtpAuthentication: SmtpAuthentication | null;
  /** Another route, for when this one fails. */
  readonly alternateRouteId: string | null;
}

export interface SmtpAuthentication {
  readonly authMechanisms: readonly string[];
  readonly username: string | null;
  readonly password: string | null;
  readonly domain: string | null;
}

export const keyLengths = [1024, 2048] as const;

/** What outbound mail of a domain is signed with: DKIM. */
export interface SigningDefinition {
  readonly description: string;
  readonly domain: string;
  readonly selector: string;
  readonly signDkim: boolean;
  /** Of the RSA key, in bits. */
  readonly keyLength: (typeof keyLengths)[number];
  /** SubjectPublicKeyInfo in base64, as it stands behind `p=` in the DNS record. */
  readonly publicKey: string;
  /** Whether the record was found when it was last looked for. */
  readonly validated: boolean;
}

/** Where the DNS record of a signing definition belongs. */
export function dnsAddressOf({ selector, domain }: Pick<SigningDefinition, "selector" | "domain">): string {
  return `${selector}._domainkey.${domain}`;
}

/** URLs that users may or may not visit, and for whom (actions reference, 2.14). */
export interface WebPolicy {
  readonly description: string;
  readonly policies: readonly { readonly id: string; readonly scope: PolicyScope }[];
  readonly urls: readonly WebTarget[];
}

export interface WebTarget {
  readonly id: string;
  readonly action: "allow" | "block";
  readonly type: "url" | "domain";
  readonly value: string;
}
