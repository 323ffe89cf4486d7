import type { MimecastClient } from "@postern/mimecast";
import type { HistoryTarget } from "../model/action.js";
import type { ObjectForm } from "../model/entries.js";
import type { Bounds, Item, Reach, TenantObject } from "../model/plan.js";
import { streamRows, type TenantRow, textAt } from "../model/read-all.js";
import { toAscii } from "../names/names.js";
import { showUrl, type UrlInput } from "./url-text.js";

export const list = "ttp.url.get-all-managed-urls";

/** An entry is never changed: it is made, removed, and made again as it stood. */
export const urlForm: ObjectForm = {
  create: "ttp.url.create-managed-url",
  remove: "ttp.url.delete-managed-url",
  removeItem: ({ id }) => ({ id }),
  restoreItem({ item }) {
    const { scheme, domain, port, path, queryString, ...rest } = item;
    return { ...rest, url: buildUrl({ scheme, domain, port, path, queryString }) };
  },
};

/** The managed URLs by their host: lists of thousands are looked into for thousands of targets. */
export type ManagedUrls = ReadonlyMap<string, readonly TenantRow[]>;

/** What all actions on managed URLs have in common. */
export const urlActions = {
  kind: "writing",
  family: "urls",
  isUsual: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [list], writes: [urlForm.create, urlForm.remove] }) as const,
  async probe(client: MimecastClient, signal: AbortSignal) {
    await client.call(list, { omitData: true, pagination: { pageSize: 1 }, signal });
  },
  // Filtered reads can omit what exists, so the whole list is read and compared here.
  async read(client: MimecastClient, { signal }: Pick<Bounds, "signal">): Promise<ManagedUrls> {
    const byHost = new Map<string, TenantRow[]>();
    for await (const row of streamRows(client, { operation: list, pageSize: 500, signal })) {
      const host = toAscii(textAt(row, "domain"));
      byHost.set(host, [...(byHost.get(host) ?? []), row]);
    }
    return byHost;
  },
  reach: ({ url, matchType }: UrlInput): Reach => ({
    names: [new URL(url).hostname],
    width: matchType === "domain" ? "domain" : "object",
  }),
  history: ({ url, matchType }: UrlInput): HistoryTarget =>
    matchType === "domain" ? { host: new URL(url).hostname } : { url },
} as const;

/** An entry of the list as it bears on a URL, as far as it does. */
export interface UrlEntry {
  /** It is for this very URL: Mimecast keeps one of those, whatever it says. */
  readonly isOfUrl: boolean;
  /** It is for the same URLs: this one alone, or all of the host. */
  readonly isOfSame: boolean;
  readonly action: unknown;
  toObject(bearing: TenantObject["bearing"]): TenantObject;
}

/** Those about the host of a URL. */
export function findEntries(
  urls: ManagedUrls,
  wanted: UrlInput,
): readonly { readonly row: TenantRow; readonly entry: UrlEntry }[] {
  const rows = urls.get(toAscii(new URL(wanted.url).hostname)) ?? [];
  return rows.flatMap((row) => {
    const entry = readEntry(row, wanted);
    return entry === null ? [] : [{ row, entry }];
  });
}

function readEntry(row: TenantRow, wanted: UrlInput): UrlEntry | null {
  const { id, ...item } = row;
  const { scheme, domain, port, path, queryString, matchType, action } = item;
  if (typeof id !== "string" || typeof domain !== "string") return null;
  const url = buildUrl({ scheme, domain, port, path, queryString });
  const isOfUrl = sameUrl(url, wanted.url);
  const what = matchType === "domain" ? `every URL on ${domain}` : URL.canParse(url) ? showUrl(url) : url;
  return {
    isOfUrl,
    isOfSame: wanted.matchType === matchType && (matchType === "domain" || isOfUrl),
    action,
    toObject: (bearing) => ({ id, meaning: `${String(action)}s ${what}`, item, bearing }),
  };
}

/** The list has no URL, only its parts; a port of -1 is none. */
function buildUrl({ scheme, domain, port, path, queryString }: Item): string {
  const portText = typeof port === "number" && port > 0 ? `:${port}` : "";
  const query = typeof queryString === "string" && queryString !== "" ? `?${queryString}` : "";
  return `${String(scheme)}://${String(domain)}${portText}${typeof path === "string" ? path : "/"}${query}`;
}

function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).href === new URL(other).href;
}
