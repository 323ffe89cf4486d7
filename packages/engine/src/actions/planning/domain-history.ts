import { sql } from "kysely";
import { listHours } from "../../events/hours.js";
import type { Store } from "../../store/index.js";
import type { DomainHistory } from "../model/plan.js";

const days = 30;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/**
 * No index leads by domain: the senders and recipients of each hour are gone through, at about half a microsecond each. So many of
 * the newest events at the most keep a plan quick; what is told says how many days that was.
 */
const mostEvents = 120_000;
const mostDomains = 20;

/** What the store knows of mail from and to domains. Days are those that were looked at, up to 30. */
export async function readDomainHistory(
  store: Store,
  wanted: {
    readonly streamIds: readonly number[];
    readonly domains: readonly string[];
    readonly now: number;
  },
): Promise<DomainHistory[]> {
  const { streamIds, now } = wanted;
  const domains = [...new Set(wanted.domains)].slice(0, mostDomains);
  const hours = await newestHours(store, now);
  const oldest = hours.at(-1);
  if (domains.length === 0 || streamIds.length === 0 || oldest === undefined) return [];
  const span = { hours, streamIds, domains };
  const [senders, sent] = await Promise.all([countSenders(store, span), countSent(store, span)]);
  const daysSeen = Math.min((await daysLogged(store, streamIds, now)) ?? days, daysSince(oldest, now));
  return domains.map((domain) => {
    const own = senders.filter((row) => row.domain === domain);
    const to = sent.find((row) => row.domain === domain);
    return {
      domain,
      days: daysSeen,
      received: own.reduce((sum, { delivered }) => sum + delivered, 0),
      legitimateSenders: own.filter(({ delivered, detected }) => delivered > 0 && detected === 0).length,
      sent: to?.messages ?? 0,
      sentDays: to?.days ?? 0,
    };
  });
}

/** The domains of recipients of what is only ever logged of one's own people: the newest rows tell them all. */
export async function readRecipientDomains(
  store: Store,
  { streamIds, now }: { readonly streamIds: readonly number[]; readonly now: number },
): Promise<string[]> {
  const hours = (await listHours(store, { since: now - days * dayMs })).slice(0, mostHours);
  if (hours.length === 0 || streamIds.length === 0) return [];
  const { rows } = await sql<{ domain: string }>`
    SELECT DISTINCT substr(recipient, instr(recipient, '@') + 1) AS domain FROM (
      SELECT recipient FROM events
      WHERE hour IN (${sql.join(hours)}) AND +stream_id IN (${sql.join(streamIds)}) AND recipient IS NOT NULL
        AND type IN (${sql.join(inwardTypes)})
      LIMIT 500
    )`.execute(store.read);
  return rows.map(({ domain }) => domain).filter((domain) => domain !== "");
}

const mostHours = 48;
/** Clicks, and what the gateway detects in mail that comes in. */
const inwardTypes = ["url-click", "url protect", "spam", "impersonation protect", "attachment protect"];
const detections = [...inwardTypes.slice(2), "av", "impersonation", "attachment", "internal email protect"];
const refusals = ["rej", "hld", "hold", "block", "held"];
const isDetected = sql<number>`(type IN (${sql.join(detections)}) OR ifnull(verdict, 'clean') <> 'clean'
  OR lower(ifnull(action, '')) IN (${sql.join(refusals)}))`;

/** Mail of a domain as our events tell of it: a row for each message, host it links to, and whether anything was found in it. */
export interface DomainMail {
  readonly domain: string;
  readonly sender: string;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly host: string | null;
  readonly isDetected: boolean;
  readonly firstAt: number;
}

/** More of one domain than this is no campaign. */
const mostMail = 5000;

/** What the newest events tell of mail from some domains, and of how many days; nothing of anybody else's. */
export async function readDomainMail(
  store: Store,
  wanted: {
    readonly streamIds: readonly number[];
    readonly domains: readonly string[];
    readonly now: number;
  },
): Promise<{ readonly days: number; readonly hasMailLog: boolean; readonly mail: readonly DomainMail[] }> {
  const { streamIds, now } = wanted;
  const domains = [...new Set(wanted.domains)].slice(0, mostDomains);
  const hours = await newestHours(store, now);
  const oldest = hours.at(-1);
  if (domains.length === 0 || streamIds.length === 0 || oldest === undefined) {
    return { days: 0, hasMailLog: false, mail: [] };
  }
  const inSpan = sql`hour IN (${sql.join(hours)}) AND +stream_id IN (${sql.join(streamIds)})`;
  const { rows } = await sql<Omit<DomainMail, "isDetected"> & { detected: number }>`
    SELECT substr(sender, instr(sender, '@') + 1) AS domain, sender, message_id AS messageId, subject, host,
      ${isDetected} AS detected, min(time) AS firstAt
    FROM events
    WHERE ${inSpan} AND sender IS NOT NULL AND substr(sender, instr(sender, '@') + 1) IN (${sql.join(domains)})
      -- A journal's copy has neither: it is of a message that other lines tell of.
      AND (message_id IS NOT NULL OR subject IS NOT NULL)
    GROUP BY sender, message_id, subject, host, detected
    LIMIT ${mostMail}`.execute(store.read);
  const logged = await daysLogged(store, streamIds, now);
  return {
    days: Math.min(logged ?? days, daysSince(oldest, now)),
    hasMailLog: logged !== null,
    mail: rows.map(({ detected, ...row }) => ({ ...row, isDetected: detected !== 0 })),
  };
}

interface Span {
  readonly hours: readonly number[];
  readonly streamIds: readonly number[];
  readonly domains: readonly string[];
}

async function countSenders(store: Store, { hours, streamIds, domains }: Span) {
  const { rows } = await sql<{ domain: string; delivered: number; detected: number }>`
    SELECT substr(sender, instr(sender, '@') + 1) AS domain,
      count(DISTINCT CASE WHEN type = 'delivery' AND action = 'delivered' THEN message_id END) AS delivered,
      sum(${isDetected}) AS detected
    FROM events
    WHERE hour IN (${sql.join(hours)}) AND sender IS NOT NULL
      AND substr(sender, instr(sender, '@') + 1) IN (${sql.join(domains)})
      AND +stream_id IN (${sql.join(streamIds)})
    GROUP BY sender`.execute(store.read);
  return rows;
}

async function countSent(store: Store, { hours, streamIds, domains }: Span) {
  const { rows } = await sql<{ domain: string; messages: number; days: number }>`
    SELECT substr(recipient, instr(recipient, '@') + 1) AS domain,
      count(DISTINCT message_id) AS messages, count(DISTINCT hour / 24) AS days
    FROM events
    WHERE hour IN (${sql.join(hours)}) AND recipient IS NOT NULL
      AND substr(recipient, instr(recipient, '@') + 1) IN (${sql.join(domains)})
      AND +stream_id IN (${sql.join(streamIds)}) AND type = 'delivery' AND action = 'delivered'
    GROUP BY domain`.execute(store.read);
  return rows;
}

/** Since how many days mail went somewhere, by the mail log: other feeds reach further back. Null: no log tells. */
async function daysLogged(store: Store, streamIds: readonly number[], now: number): Promise<number | null> {
  const { oldest } = await store.read
    .selectFrom("rollups")
    .where("stream_id", "in", streamIds)
    .where("type", "=", "delivery")
    .select((select) => select.fn.min("hour").as("oldest"))
    .executeTakeFirstOrThrow();
  return oldest === null ? null : daysSince(Math.floor(Number(oldest) / hourMs), now);
}

/** How many days there are since an hour of the epoch, begun ones counted. */
export function daysSince(hour: number, now: number): number {
  return Math.max(1, Math.min(days, Math.ceil((now - hour * hourMs) / dayMs)));
}

/** Hours that hold events, newest first, as many as hold so many events together. */
export async function newestHours(store: Store, now: number): Promise<number[]> {
  const rows = await store.read
    .selectFrom("rollups")
    .where("hour", ">", now - days * dayMs - hourMs)
    .groupBy("hour")
    .orderBy("hour", "desc")
    .select((select) => ["hour", select.fn.sum<number>("events").as("events")])
    .execute();
  let left = mostEvents;
  const hours: number[] = [];
  for (const { hour, events } of rows) {
    left -= Number(events);
    if (left < 0 && hours.length > 0) break;
    hours.push(Math.floor(hour / hourMs));
  }
  return hours;
}
