import { domainOf } from "../actions/names/names.js";
import { type DomainMail, readDomainHistory, readDomainMail } from "../actions/planning/domain-history.js";
import { freeMailDomains } from "../actions/planning/free-mail.js";
import { listStreamIds } from "../actions/planning/plan-facts.js";
import type { Store } from "../store/index.js";
import { findResembled } from "./look-alike.js";

/** A domain that senders of an incident wrote from, and what speaks for blocking all of it. */
export interface SenderDomain {
  readonly domain: string;
  /** Its addresses that wrote. */
  readonly senders: readonly string[];
  readonly messages: number;
  /** Those of them that neither belong to the incident nor were found bad. */
  readonly unexplained: number;
  /** Messages sent to it; null where no mail log tells. */
  readonly sent: number | null;
  /** How many days were looked at. */
  readonly days: number;
  /** One's own domain that it is made to be taken for. */
  readonly resembles: string | null;
  /** Nothing of it was seen before the last days, although there was time to. */
  readonly isNew: boolean;
}

/** What is known of an incident when its domains are judged. */
export interface DomainQuestion {
  readonly store: Store;
  readonly connectionId: string;
  readonly ownDomains: readonly string[];
  readonly senders: readonly string[];
  readonly messageIds: ReadonlySet<string>;
  /** Hosts that the incident links to, each with all that link to it. */
  readonly hosts: readonly { readonly host: string; readonly senders: readonly string[] }[];
  readonly now: number;
}

const dayMs = 86_400_000;
/** A domain for a campaign is used within days of being registered. */
const newMs = 3 * dayMs;
/** What is to be new has to have been looked for as long before. */
const leastDays = 7;

/** Of domains that are nobody's alone, one's own, or not known not to be one's own, nothing is told. */
export async function readSenderDomains(question: DomainQuestion): Promise<SenderDomain[]> {
  const { store, connectionId, ownDomains, senders, now } = question;
  if (ownDomains.length === 0) return [];
  const domains = [...new Set(senders.map(domainOf))].filter((domain) => isSomebodys(domain, ownDomains));
  const span = { streamIds: await listStreamIds(store, connectionId), domains, now };
  const { mail, days, hasMailLog } = await readDomainMail(store, span);
  const histories = await readDomainHistory(store, span);
  return domains.flatMap((domain) => {
    const rows = mail.filter((row) => row.domain === domain);
    if (rows.length === 0) return [];
    const firstAt = Math.min(...rows.map((row) => row.firstAt));
    const sent = histories.find((each) => each.domain === domain)?.sent ?? 0;
    return {
      domain,
      senders: [...new Set(rows.map(({ sender }) => sender))],
      ...countMail(rows, domain, question),
      sent: hasMailLog ? sent : null,
      days,
      resembles: findResembled(domain, ownDomains),
      isNew: days >= leastDays && firstAt >= now - newMs,
    };
  });
}

/** Whether nothing but the incident ever came from a domain, and nothing went there: its senders are one. */
export function isForNothingElse({ unexplained, sent, resembles, isNew }: SenderDomain): boolean {
  return unexplained === 0 && sent === 0 && (resembles !== null || isNew);
}

function isSomebodys(domain: string, ownDomains: readonly string[]): boolean {
  const isOwn = ownDomains.some((own) => domain === own || domain.endsWith(`.${own}`));
  return domain.includes(".") && !isOwn && !freeMailDomains.has(domain);
}

/** Pure. A message belongs here by its id, what was found in it, its link, or by the subject of one that does. */
function countMail(
  rows: readonly DomainMail[],
  domain: string,
  { messageIds, hosts }: Pick<DomainQuestion, "messageIds" | "hosts">,
): Pick<SenderDomain, "messages" | "unexplained"> {
  const own = new Set(
    hosts.filter(({ senders }) => senders.every((each) => domainOf(each) === domain)).map(({ host }) => host),
  );
  const messages = new Map<string, DomainMail[]>();
  for (const row of rows) {
    const key = row.messageId ?? JSON.stringify([row.sender, row.subject]);
    messages.set(key, [...(messages.get(key) ?? []), row]);
  }
  const isBad = ({ messageId, host, isDetected }: DomainMail) =>
    isDetected || (messageId !== null && messageIds.has(messageId)) || (host !== null && own.has(host));
  const all = [...messages.values()];
  const subjects = new Set(
    all.filter((each) => each.some(isBad)).flatMap((each) => each.map((row) => subjectKey(row))),
  );
  const unexplained = all.filter((each) => !each.some((row) => isBad(row) || subjects.has(subjectKey(row))));
  return { messages: all.length, unexplained: unexplained.length };
}

/** An empty subject makes nothing alike but what has the same id. */
function subjectKey({ sender, subject, messageId }: DomainMail): string {
  return JSON.stringify(subject === null || subject === "" ? [sender, null, messageId] : [sender, subject]);
}
