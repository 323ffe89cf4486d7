import type { Company } from "../traffic/company.js";

/**
 * The SPF records of the company's correspondents: each names the addresses that the domain's mail comes from. A domain
 * that nobody of them has, such as one registered for a day's phishing, has none.
 */
export function readSpf(company: Company): (domain: string, ip: string) => boolean {
  const servers = new Map<string, Set<string>>();
  for (const { domain, ip } of [
    ...company.partners,
    ...company.newsletters,
    ...company.services,
    ...company.spammers,
  ]) {
    servers.set(domain, (servers.get(domain) ?? new Set()).add(ip));
  }
  return (domain, ip) => servers.get(domain.toLowerCase())?.has(ip) === true;
}
