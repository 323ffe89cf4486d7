import type { PolicyConditions } from "./policy.js";

export const familyNames = [
  "blocked-senders",
  "anti-spoofing",
  "anti-spoofing-bypass",
  "address-alteration",
  "greylisting",
  "delivery-route",
  "dns-authentication-outbound",
] as const;

/** A kind of policies, named as in the paths of API 2.0. */
export type FamilyName = (typeof familyNames)[number];

/** What the policies of a family have in common. */
export interface PolicyFamily {
  readonly name: FamilyName;
  /** As the console and the audit log call one. */
  readonly title: string;
  /** What `option` can be; `"unlisted"` where nobody has published the words, null where there is no option. */
  readonly options: readonly string[] | "unlisted" | null;
  /** What narrows it by the sending server in API 2.0; the older calls take all kinds. */
  readonly conditions: readonly (keyof PolicyConditions)[];
  /** The field that names what it applies; null where it applies nothing of its own. */
  readonly definitionField: "definitionId" | "addressAlterationSetId" | null;
}

/** Actions reference, 2.2, 2.12, 2.13 and 2.15. */
export const families: { readonly [Name in FamilyName]: PolicyFamily & { readonly name: Name } } = {
  "blocked-senders": {
    name: "blocked-senders",
    title: "Blocked Senders Policy",
    options: ["block_sender", "no_action"],
    conditions: ["sourceIPs"],
    definitionField: null,
  },
  "anti-spoofing": {
    name: "anti-spoofing",
    title: "Anti-Spoofing Policy",
    options: "unlisted",
    conditions: ["sourceIPs", "hostnames"],
    definitionField: null,
  },
  "anti-spoofing-bypass": {
    name: "anti-spoofing-bypass",
    title: "Anti-Spoofing SPF based Bypass Policy",
    options: ["enable_bypass", "disable_bypass"],
    conditions: ["spfDomains"],
    definitionField: null,
  },
  "address-alteration": {
    name: "address-alteration",
    title: "Address Alteration Policy",
    options: null,
    conditions: [],
    definitionField: "addressAlterationSetId",
  },
  greylisting: {
    name: "greylisting",
    title: "Greylisting Policy",
    options: "unlisted",
    conditions: ["sourceIPs"],
    definitionField: null,
  },
  "delivery-route": {
    name: "delivery-route",
    title: "Delivery Routing Policy",
    options: null,
    conditions: ["sourceIPs"],
    definitionField: "definitionId",
  },
  "dns-authentication-outbound": {
    name: "dns-authentication-outbound",
    title: "DNS Authentication - Outbound Policy",
    options: null,
    conditions: ["sourceIPs"],
    definitionField: "definitionId",
  },
};
