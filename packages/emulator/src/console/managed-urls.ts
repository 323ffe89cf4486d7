import { minuteMs } from "../clock/spans.js";
import { Timeline } from "../clock/timeline.js";
import type { Guesses } from "../guesses/guesses.js";

/** A blocked or permitted URL as the vendor stores it: taken apart, the URL itself is not kept. */
export interface ManagedUrl {
  readonly id: string;
  readonly scheme: string;
  readonly domain: string;
  readonly port: number;
  readonly path: string;
  readonly queryString: string;
  readonly matchType: "explicit" | "domain";
  readonly action: "block" | "permit";
  readonly comment: string;
  readonly disableUserAwareness: boolean;
  readonly disableRewrite: boolean;
  readonly disableLogClick: boolean;
}

export type ManagedUrlDraft = Omit<ManagedUrl, "id">;

/** A URL in the vendor's parts; null when it is no absolute http or https URL, or has a fragment. */
export function takeUrlApart(
  text: string,
): Pick<ManagedUrl, "scheme" | "domain" | "port" | "path" | "queryString"> | null {
  if (!/^https?:\/\//i.test(text) || text.includes("#") || !URL.canParse(text)) return null;
  const url = new URL(text);
  return {
    scheme: url.protocol.slice(0, -1),
    domain: url.hostname,
    port: url.port === "" ? -1 : Number(url.port),
    path: url.pathname,
    queryString: url.search.slice(1),
  };
}

/** Puts the parts together again. */
export function composeUrl(
  parts: Pick<ManagedUrl, "scheme" | "domain" | "port" | "path" | "queryString">,
): string {
  const port = parts.port === -1 ? "" : `:${parts.port}`;
  const query = parts.queryString === "" ? "" : `?${parts.queryString}`;
  return `${parts.scheme}://${parts.domain}${port}${parts.path}${query}`;
}

/** Whether an entry speaks about this URL: the very URL, or anything on the domain and below it. */
function matchesUrl(entry: ManagedUrl, text: string, guesses: UrlGuesses): boolean {
  const url = takeUrlApart(text.split("#")[0] ?? text);
  if (url === null) return false;
  if (entry.matchType === "domain") {
    const isBelow = guesses.domainEntriesCoverSubdomains && url.domain.endsWith(`.${entry.domain}`);
    return isBelow || url.domain === entry.domain;
  }
  const kept = guesses.explicitEntriesCompare === "whole" ? {} : { queryString: "" };
  return composeUrl({ ...url, ...kept }) === composeUrl({ ...entry, ...kept });
}

type UrlGuesses = Pick<
  Guesses,
  | "queryBlocksNeverFire"
  | "managedUrlDelayMinutes"
  | "domainEntriesCoverSubdomains"
  | "explicitEntriesCompare"
  | "unrewrittenClicksLogged"
>;

/** Whether a URL stays in delivered mail as it was sent; only a permit can say so. */
export function leavesUnwritten(entry: ManagedUrl | null): boolean {
  return entry?.action === "permit" && entry.disableRewrite;
}

/** The account's managed URLs, with the time each was in force: past clicks keep the verdict of their time. */
export class ManagedUrls {
  private readonly timeline = new Timeline<ManagedUrl>();
  /** How many entries there may be. */
  readonly capacity: number;
  private readonly guesses: UrlGuesses;
  private readonly delayMs: number;
  private created = 0;

  constructor(options: { readonly capacity: number; readonly guesses: UrlGuesses }) {
    this.capacity = options.capacity;
    this.guesses = options.guesses;
    this.delayMs = options.guesses.managedUrlDelayMinutes * minuteMs;
  }

  list(): ManagedUrl[] {
    return this.timeline.living();
  }

  /** The entry for exactly this URL, whatever its action and match type. */
  find(url: string): ManagedUrl | null {
    return this.list().find((entry) => composeUrl(entry) === url) ?? null;
  }

  add(
    draft: ManagedUrlDraft,
    options: { readonly now: number; readonly makeId: (serial: number) => string },
  ): ManagedUrl {
    this.created += 1;
    const entry = { id: options.makeId(this.created), ...draft };
    this.timeline.add(entry, options.now + this.delayMs);
    return entry;
  }

  /** The entry removed; null when none has the id. */
  remove(id: string, now: number): ManagedUrl | null {
    const entry = this.list().find((candidate) => candidate.id === id);
    if (entry !== undefined) this.timeline.end(entry, now + this.delayMs);
    return entry ?? null;
  }

  /** What the list said about a URL at a time: an explicit entry beats one of the domain. */
  judge(url: string, time: number): ManagedUrl | null {
    if (this.timeline.isEmpty) return null;
    return preferExplicit(this.timeline.at(time).filter((entry) => this.speaksOf(entry, url)));
  }

  /** What the list says now, entries of this very moment included. */
  judgeNow(url: string, now: number): ManagedUrl | null {
    return preferExplicit(this.timeline.now(now).filter((entry) => this.speaksOf(entry, url)));
  }

  /** Whether the click log hears nothing of a click on the link of a mail. */
  isUnseen(url: string, times: { readonly clickedAt: number; readonly deliveredAt: number }): boolean {
    if (this.timeline.isEmpty) return false;
    if (this.judge(url, times.clickedAt)?.disableLogClick === true) return true;
    return !this.guesses.unrewrittenClicksLogged && leavesUnwritten(this.judge(url, times.deliveredAt));
  }

  private speaksOf(entry: ManagedUrl, url: string): boolean {
    const isIdle = entry.action === "block" && entry.matchType === "explicit" && entry.queryString !== "";
    return !(isIdle && this.guesses.queryBlocksNeverFire) && matchesUrl(entry, url, this.guesses);
  }
}

function preferExplicit(entries: readonly ManagedUrl[]): ManagedUrl | null {
  return entries.find((entry) => entry.matchType === "explicit") ?? entries[0] ?? null;
}
