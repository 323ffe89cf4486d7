import { domainOf } from "../actions/names/names.js";
import type { Connection } from "../connections/index.js";
import { queryEvents, summariseClicks } from "../events/index.js";
import type { ClickSummary, EventFilter } from "../events/stored-event.js";
import type { Store } from "../store/index.js";
import { type Clicker, rankClickers, readNetworks } from "./clickers.js";
import { isForNothingElse, readSenderDomains, type SenderDomain } from "./sender-domains.js";
import type { ContainmentTarget } from "./target.js";

const days = 30;
const dayMs = 86_400_000;
/** Of a campaign of thousands the newest tell enough: who sent it, what it links to, which messages. */
const mostEvents = 2000;

/** Who is affected, and by what, as far as the events collected through one connection tell. */
export interface Scope {
  readonly days: number;
  /** Messages that an event ties to the target. */
  readonly messageIds: readonly string[];
  /** Messages of the same senders with the same subjects, within a day: mail logs tell no URLs, so most copies show by this alone. */
  readonly alikeIds: readonly string[];
  /** Of both. */
  readonly recipients: readonly string[];
  /** Senders, with how many of their messages belong here (the alike too) and how many they sent in all. */
  readonly senders: readonly { readonly sender: string; readonly here: number; readonly inAll: number }[];
  /** Domains of those senders, as far as they are somebody's own and nobody's here. */
  readonly senderDomains: readonly SenderDomain[];
  readonly urls: readonly string[];
  /** Hosts of those, with the senders beside ours whose mail links to them too. */
  readonly hosts: readonly ScopeHost[];
  /** Whether the tenant itself found some of it malicious. */
  readonly isMalicious: boolean;
  readonly clickers: readonly Clicker[];
}

interface ScopeHost {
  readonly host: string;
  readonly otherSenders: readonly string[];
  /** Every URL on it that was seen: a campaign may give each recipient one of their own. */
  readonly urls: readonly string[];
}

export interface ScopeRequest {
  readonly store: Store;
  readonly connection: Connection;
  readonly target: ContainmentTarget;
  readonly managedNetworks: readonly string[];
  /** Of the account; empty where they are not known. */
  readonly ownDomains: readonly string[];
  readonly now: number;
}

/** What is known of the incident so far. */
interface Found {
  readonly messages: Set<string>;
  readonly recipients: Set<string>;
  readonly urls: Set<string>;
  readonly bySender: Map<string, { readonly here: Set<string>; readonly subjects: Set<string> }>;
  isMalicious: boolean;
  firstAt: number;
  lastAt: number;
}

/** Throws `bad-usage` for what is no network. */
export async function readScope(request: ScopeRequest): Promise<Scope> {
  const { store, target, managedNetworks, ownDomains, now } = request;
  const connection = request.connection.name;
  const networks = readNetworks(managedNetworks);
  const since = now - days * dayMs;
  const find = (filter: EventFilter) =>
    queryEvents(store, { ...filter, connection, since, limit: mostEvents });
  const found = await findTarget(target, find);
  const linking = await findHosts(found, find);
  const senderDomains = await readSenderDomains({
    store,
    connectionId: request.connection.id,
    ownDomains,
    senders: [...found.bySender.keys()],
    messageIds: found.messages,
    hosts: linking,
    now,
  });
  // A campaign that goes on does so from another mailbox of its domain: that is nobody else's mail.
  const campaigns = new Set(senderDomains.filter(isForNothingElse).map(({ domain }) => domain));
  const hosts = linking.map(({ senders, ...host }) => ({
    ...host,
    otherSenders: senders.filter((sender) => !found.bySender.has(sender) && !campaigns.has(domainOf(sender))),
  }));
  if (target.kind === "url") {
    // Each recipient may have got a link of their own: on a host of nobody else's, all of them belong here.
    for (const { host, otherSenders } of hosts)
      if (otherSenders.length === 0) for await (const event of find({ host })) note(found, event);
  }
  const { senders, alike } = await findAlike(found, find);
  const clicks: ClickSummary[] = [];
  const own = new Set(
    hosts.filter(({ otherSenders }) => otherSenders.length === 0).flatMap(({ urls }) => urls),
  );
  for (const url of new Set([...found.urls, ...(target.kind === "url" ? own : [])]))
    clicks.push(...(await summariseClicks(store, { connection, url, since })));
  return {
    days,
    messageIds: [...found.messages],
    alikeIds: [...alike],
    recipients: [...found.recipients],
    senders,
    senderDomains,
    urls: [...found.urls],
    hosts,
    isMalicious: found.isMalicious,
    clickers: rankClickers(clicks, networks),
  };
}

type Find = (filter: EventFilter) => ReturnType<typeof queryEvents>;
type Event = Find extends (filter: EventFilter) => AsyncGenerator<infer Each> ? Each : never;

async function findTarget(target: ContainmentTarget, find: Find): Promise<Found> {
  const nobody = { here: new Set<string>(), subjects: new Set<string>() };
  const found: Found = {
    messages: new Set(),
    recipients: new Set(),
    urls: new Set(target.kind === "url" ? [target.url] : []),
    bySender: new Map(target.kind === "sender" ? [[target.sender, nobody]] : []),
    isMalicious: false,
    firstAt: Number.POSITIVE_INFINITY,
    lastAt: Number.NEGATIVE_INFINITY,
  };
  for await (const event of find(filterOf(target))) {
    note(found, event);
    // What a sender links to besides is theirs only if the tenant finds it bad: they may quote anybody.
    if (event.url !== null && target.kind !== "url" && isBad(event)) found.urls.add(event.url);
  }
  return found;
}

function note(found: Found, event: Event): void {
  const { messageId, recipient, sender, subject, time } = event;
  found.isMalicious ||= isBad(event);
  found.firstAt = Math.min(found.firstAt, time);
  found.lastAt = Math.max(found.lastAt, time);
  if (messageId !== null) found.messages.add(messageId);
  if (recipient !== null) found.recipients.add(recipient);
  if (sender === null) return;
  const sent = found.bySender.get(sender) ?? { here: new Set(), subjects: new Set() };
  if (messageId !== null) sent.here.add(messageId);
  if (subject !== null && subject !== "") sent.subjects.add(subject);
  found.bySender.set(sender, sent);
}

function isBad({ verdict }: Event): boolean {
  return verdict === "malicious" || verdict === "suspicious" || verdict === "phishing";
}

async function findHosts({ urls }: Found, find: Find) {
  const hosts: (Omit<ScopeHost, "otherSenders"> & { readonly senders: readonly string[] })[] = [];
  for (const host of new Set([...urls].flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])))) {
    const senders = new Set<string>();
    const seen = new Set<string>();
    for await (const { sender, url } of find({ host })) {
      if (sender !== null) senders.add(sender);
      if (url !== null) seen.add(url);
    }
    hosts.push({ host, senders: [...senders], urls: [...seen] });
  }
  return hosts;
}

/** All that the senders of the incident sent, and what of it looks like the incident. Adds who got it. */
async function findAlike(
  { bySender, recipients, firstAt, lastAt }: Found,
  find: Find,
): Promise<{ senders: Scope["senders"]; alike: ReadonlySet<string> }> {
  const alike = new Set<string>();
  const senders = [];
  for (const [sender, { here, subjects }] of bySender) {
    const all = new Set<string>(here);
    const belonging = new Set<string>(here);
    for await (const { messageId, subject, recipient, time } of find({ sender })) {
      if (messageId === null) continue;
      all.add(messageId);
      const isNear = time >= firstAt - dayMs && time <= lastAt + dayMs;
      const isAlike = isNear && subject !== null && subjects.has(subject);
      if (!isAlike && !here.has(messageId)) continue;
      belonging.add(messageId);
      if (!here.has(messageId)) alike.add(messageId);
      if (recipient !== null) recipients.add(recipient);
    }
    senders.push({ sender, here: belonging.size, inAll: all.size });
  }
  return { senders, alike };
}

function filterOf(target: ContainmentTarget): EventFilter {
  switch (target.kind) {
    case "url":
      return { url: target.url };
    case "sender":
      return { sender: target.sender };
    case "message":
      return { messageId: target.messageId };
  }
}
