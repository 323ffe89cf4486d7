import { cursorPages, nameEntries, reads, rest, writes } from "../entries.js";

const management = { products: ["Domain Management"] } as const;
const registering = { ...management, permission: "Directories | Internal | Register New Domain" } as const;
const internalRead = { ...management, permission: "Directories | Internal | Read" } as const;
const externalRead = { ...management, permission: "Directories | External | Read" } as const;
const family = "/domain/cloud-gateway/v1";
const verbOddity = "The verb is not stated.";

export const domainOperations = nameEntries({
  "domain.create-domain": writes("/api/domain/create-domain", {
    summary: "Register a domain; it stays pending until its owner has proved it.",
    ...registering,
    maxItems: 50,
    oddities: [
      "A domain any account manages already is refused.",
      "A sub-domain of one's own domain is internal at once, without a code.",
      "The names of the fields in the answer are unknown.",
    ],
  }),
  "domain.get-verification-code": reads("/api/domain/get-verification-code", {
    summary: "Get the code that proves a pending domain.",
    ...registering,
    maxItems: 50,
  }),
  "domain.get-provision-status": reads("/api/domain/get-provision-status", {
    summary: "Tell how far the registration of a domain has come.",
    ...registering,
    maxItems: 50,
  }),
  "domain.verify-domain": writes("/api/domain/verify-domain", {
    summary: "Have the code of a pending domain looked up, and the domain made internal.",
    ...registering,
    maxItems: 50,
  }),
  "domain.get-pending-domain": reads("/api/domain/get-pending-domain", {
    summary: "List the domains that are still to be proved.",
    ...registering,
    maxItems: 500,
  }),
  "domain.delete-pending-domain": writes("/api/domain/delete-pending-domain", {
    summary: "Take back the registration of a pending domain.",
    ...registering,
    maxItems: 500,
    oddities: ["No call deletes a domain that was proved."],
  }),
  "domain.get-internal-domain": reads("/api/domain/get-internal-domain", {
    summary: "List the internal domains.",
    ...internalRead,
    maxItems: 500,
  }),
  "domain.pending-domains.list": rest(`GET ${family}/pending-domains`, {
    summary: "List the domains that are still to be proved.",
    ...registering,
    ...cursorPages,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.pending-domains.create": rest(`POST ${family}/pending-domains`, {
    summary: "Register a domain.",
    ...registering,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.pending-domains.verify": rest(`POST ${family}/pending-domains/verify`, {
    summary: "Have the code of pending domains looked up.",
    ...registering,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.pending-domains.generate-token": rest(`POST ${family}/pending-domains/generate-token`, {
    summary: "Make a new code for a pending domain.",
    ...registering,
    oddities: ["The code is good for 30 days.", verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.pending-domains.delete": rest(`DELETE ${family}/pending-domains/{id}`, {
    summary: "Take back the registration of a pending domain.",
    ...registering,
  }),
  "domain.internal-domains.list": rest(`GET ${family}/internal-domains`, {
    summary: "List the internal domains.",
    ...internalRead,
    ...cursorPages,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.internal-domains.get": rest(`GET ${family}/internal-domains/{id}`, {
    summary: "Read one internal domain.",
    ...internalRead,
  }),
  "domain.internal-domains.update": rest(`PATCH ${family}/internal-domains/{id}`, {
    summary: "Change how an internal domain takes mail.",
    ...management,
    permission: "Directories | Internal | Edit",
  }),
  "domain.internal-domains.dns-records": rest(`GET ${family}/internal-domains/{id}/dns-records/{type}`, {
    summary: "Read the DNS records of an internal domain as the vendor sees them.",
    ...internalRead,
    oddities: ["type is a, aaaa, cname, mx, ns or txt.", verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.internal-domains.verify": rest(`POST ${family}/internal-domains/verify`, {
    summary: "Check the MX records of internal domains.",
    effect: "read",
    ...internalRead,
    oddities: ["1 to 50 domains; mx_ok, or what is wrong.", verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.external-domains.list": rest(`GET ${family}/external-domains`, {
    summary: "List the external domains.",
    ...externalRead,
    ...cursorPages,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
  "domain.external-domains.get": rest(`GET ${family}/external-domains/{id}`, {
    summary: "Read one external domain.",
    ...externalRead,
    oddities: [verbOddity],
    confidence: "unconfirmed",
  }),
});
