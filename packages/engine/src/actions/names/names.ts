import { domainToASCII, domainToUnicode } from "node:url";
import { z } from "zod";

/** Addresses and domains as operators give them and tenants hold them: in lower case, the domain in ASCII (punycode). */
export type NameKind = "address" | "domain" | "everyone";

const local = /^[^\s@<>"(),;:]+$/;
const domainShape = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]{2,}$/;

/** One email address. */
export const addressText = z.string().transform((text, context) => {
  const address = readAddress(text);
  if (address !== null) return address;
  context.addIssue({ code: "custom", message: "must be one email address, like name@example.com" });
  return z.NEVER;
});

/** An email address, or a domain with or without its `@`. */
export const addressOrDomainText = z.string().transform(readName);

/** An address, a domain, or the word `everyone`. */
export const senderText = z
  .string()
  .transform((text, context) => (isEveryone(text) ? "everyone" : readName(text, context)));

function isEveryone(text: string): boolean {
  return text.trim().toLowerCase() === "everyone";
}

function readName(text: string, context: z.RefinementCtx): string {
  const name = readAddress(text) ?? readDomain(text);
  if (name !== null) return name;
  context.addIssue({
    code: "custom",
    message: "must be one email address or domain, like name@example.com or example.com",
  });
  return z.NEVER;
}

export function kindOfName(name: string): NameKind {
  if (name === "everyone") return "everyone";
  return name.includes("@") ? "address" : "domain";
}

export function domainOf(name: string): string {
  return name.slice(name.lastIndexOf("@") + 1);
}

/** For sentences: in the letters of its language behind the name that the tenant is told. */
export function showName(name: string): string {
  const domain = domainOf(name);
  const unicode = domainToUnicode(domain);
  return unicode === domain || unicode === "" ? name : `${name} (${unicode})`;
}

/** Tenants may hold a domain either way. */
export function sameDomain(one: string, other: string): boolean {
  return toAscii(one) === toAscii(other);
}

function readAddress(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const at = trimmed.lastIndexOf("@");
  if (at <= 0 || !local.test(trimmed.slice(0, at))) return null;
  const host = trimmed.slice(at + 1);
  // A single label is no domain on the internet, but may be one inside a company.
  const ascii = host.includes("*") ? "" : toAscii(host);
  return local.test(host) && /^[a-z0-9_.-]+$/.test(ascii) ? `${trimmed.slice(0, at)}@${ascii}` : null;
}

function readDomain(text: string): string | null {
  const ascii = toAscii(text.trim().replace(/^@/, ""));
  return domainShape.test(ascii) ? ascii : null;
}

/** A domain as mail carries it, lower-cased and in ASCII; empty for what is none. */
export function toAscii(domain: string): string {
  const bare = domain.trim().toLowerCase().replace(/\.$/, "");
  return bare.startsWith("*.") ? `*.${domainToASCII(bare.slice(2))}` : domainToASCII(bare);
}
