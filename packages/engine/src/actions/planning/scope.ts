import type { DomainHistory, Reach } from "../model/plan.js";
import { domainOf } from "../names/names.js";
import { freeMailDomains } from "./free-mail.js";

/** What is known of whom a plan would touch. */
export interface ScopeFacts {
  /** Of the account; empty where they are not known. */
  readonly ownDomains: readonly string[];
  readonly domains: readonly DomainHistory[];
}

/** Written to on half of the days that were looked at, and on so many at least: more than an exchange of some mails. */
const leastDays = 3;

/** What the operator should know of how far a target reaches. Pure. */
export function warnOfScope({ names, width }: Reach, facts: ScopeFacts): readonly string[] {
  const everyone = width === "everyone" ? ["It is about mail of everybody, whoever writes."] : [];
  return [...everyone, ...names.flatMap((name) => warnOfName(name, width, facts))];
}

/** The domains whose history tells something of a name: a host stands below its company's. */
export function domainsAround(name: string): readonly string[] {
  const labels = domainOf(name).replace(/^\*\./, "").split(".");
  const around: string[] = [];
  for (let start = 0; start + 1 < labels.length && start < mostLevels; start += 1) {
    around.push(labels.slice(start).join("."));
  }
  return around;
}

const mostLevels = 3;

function warnOfName(name: string, width: Reach["width"], facts: ScopeFacts): readonly string[] {
  const warnings: string[] = [];
  const around = domainsAround(name);
  const [domain = ""] = around;
  const own = facts.ownDomains.find((candidate) => around.includes(candidate));
  if (own !== undefined) {
    const what = name === own ? "is" : name.includes("@") ? "is an address of" : "is below";
    warnings.push(`${name} ${what} ${name === own ? "one of your own domains" : `your own domain ${own}`}.`);
  }
  const isWide = width === "domain";
  if (isWide && freeMailDomains.has(domain)) {
    warnings.push(
      `${domain} is open to everybody: people who have nothing to do with this write from there.`,
    );
  }
  for (const history of facts.domains.filter((each) => each.domain !== own && around.includes(each.domain))) {
    warnings.push(...warnOfHistory(history, isWide && history.domain === domain));
  }
  return warnings;
}

function warnOfHistory(history: DomainHistory, isWhole: boolean): readonly string[] {
  const { domain, days, sent, sentDays, legitimateSenders } = history;
  const warnings: string[] = [];
  if (sentDays >= Math.max(leastDays, days / 2)) {
    warnings.push(
      `You write to ${domain} nearly daily: ${count(sent, "message")} on ${String(sentDays)} of the last ${String(days)} days.`,
    );
  }
  if (isWhole && legitimateSenders > 0) {
    warnings.push(
      `${count(legitimateSenders, "sender")} of ${domain} had mail delivered and nothing detected in it in the last ${days === 1 ? "day" : count(days, "day")}.`,
    );
  }
  return warnings;
}

function count(number: number, word: string): string {
  return `${String(number)} ${word}${number === 1 ? "" : "s"}`;
}
