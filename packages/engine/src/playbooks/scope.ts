import { BlockList, isIP } from "node:net";
import { PosternError } from "../errors/index.js";
import { queryEvents, summariseClicks } from "../events/index.js";
import type { ClickSummary, EventFilter } from "../events/stored-event.js";
import type { Store } from "../store/index.js";
import type { ContainmentTarget } from "./target.js";

const days = 30;
const dayMs = 86_400_000;
/** Of a campaign of thousands the newest tell enough: who sent it, what it links to, which messages. */
const mostEvents = 2000;

/** Who is affected, and by what, as far as the events collected through one connection tell. */
export interface Scope {
  readonly days: number;
  readonly messageIds: readonly string[];
  readonly recipients: readonly string[];
  /** Senders, with how many of their messages belong here and how many they sent in all. */
  readonly senders: readonly { readonly sender: string; readonly here: number; readonly inAll: number }[];
  readonly urls: readonly string[];
  /** Hosts of those, with the senders beside ours whose mail links to them too. */
  readonly hosts: readonly { readonly host: string; readonly otherSenders: readonly string[] }[];
  /** Whether the tenant itself found some of it malicious. */
  readonly isMalicious: boolean;
  readonly clickers: readonly Clicker[];
}

/** Somebody who clicked. Whether their device is managed is known by the networks that are named as such, alone. */
export interface Clicker extends ClickSummary {
  readonly device: "unmanaged" | "unknown" | "managed";
}

export async function readScope(request: {
  readonly store: Store;
  readonly connection: string;
  readonly target: ContainmentTarget;
  readonly managedNetworks: readonly string[];
  readonly now: number;
}): Promise<Scope> {
  const { store, connection, target, managedNetworks, now } = request;
  const since = now - days * dayMs;
  const find = (filter: EventFilter) =>
    queryEvents(store, { ...filter, connection, since, limit: mostEvents });
  const messages = new Set<string>();
  const recipients = new Set<string>();
  const urls = new Set<string>(target.kind === "url" ? [target.url] : []);
  const bySender = new Map<string, Set<string>>(target.kind === "sender" ? [[target.sender, new Set()]] : []);
  let isMalicious = false;
  for await (const { messageId, recipient, url, sender, verdict } of find(filterOf(target))) {
    const isBad = verdict === "malicious" || verdict === "suspicious";
    isMalicious ||= isBad;
    if (messageId !== null) messages.add(messageId);
    if (recipient !== null) recipients.add(recipient);
    // What a sender links to besides is theirs only if the tenant finds it bad: they may quote anybody.
    if (url !== null && target.kind !== "url" && isBad) urls.add(url);
    if (sender === null) continue;
    const sent = bySender.get(sender) ?? new Set();
    if (messageId !== null) sent.add(messageId);
    bySender.set(sender, sent);
  }
  const senders = [];
  for (const [sender, here] of bySender) {
    const all = new Set<string>(here);
    for await (const { messageId } of find({ sender })) if (messageId !== null) all.add(messageId);
    senders.push({ sender, here: here.size, inAll: all.size });
  }
  const hosts = [];
  for (const host of new Set([...urls].flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])))) {
    const others = new Set<string>();
    for await (const { sender } of find({ host }))
      if (sender !== null && !bySender.has(sender)) others.add(sender);
    hosts.push({ host, otherSenders: [...others] });
  }
  const clicks: ClickSummary[] = [];
  for (const url of urls) clicks.push(...(await summariseClicks(store, { connection, url, since })));
  return {
    days,
    messageIds: [...messages],
    recipients: [...recipients],
    senders,
    urls: [...urls],
    hosts,
    isMalicious,
    clickers: rank(clicks, readNetworks(managedNetworks)),
  };
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

/** Throws `bad-usage` for what is no network. */
function readNetworks(texts: readonly string[]): BlockList | null {
  if (texts.length === 0) return null;
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits] = text.split("/");
    const version = isIP(address);
    const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (version === 6 ? 128 : 32)) {
      throw new PosternError("bad-usage", `"${text}" is no network: write it like 203.0.113.0/24.`);
    }
    list.addSubnet(address, prefix, version === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

const order = { unmanaged: 0, unknown: 1, managed: 2 } as const;

/** Those at risk first: let through, from a device nobody manages. */
function rank(clicks: readonly ClickSummary[], managed: BlockList | null): readonly Clicker[] {
  const device = ({ sourceAddresses }: ClickSummary): Clicker["device"] => {
    const known = sourceAddresses.filter((address) => isIP(address) !== 0);
    if (managed === null || known.length === 0) return "unknown";
    const isOutside = (address: string) => !managed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
    return known.some(isOutside) ? "unmanaged" : "managed";
  };
  return clicks
    .map((click) => ({ ...click, device: device(click) }))
    .sort(
      (one, other) =>
        Number(other.allowed > 0) - Number(one.allowed > 0) ||
        order[one.device] - order[other.device] ||
        other.lastAt - one.lastAt,
    );
}
