import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, undoOfEntry } from "../model/entries.js";
import type { Item, TenantObject } from "../model/plan.js";
import { readAllPages, type TenantRow } from "../model/read-all.js";

const input = z.strictObject({
  url: z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url.href;
    context.addIssue({
      code: "custom",
      message: "must be a whole URL that begins with http:// or https://",
    });
    return z.NEVER;
  }),
  matchType: z.enum(["explicit", "domain"]).default("explicit"),
});

type Input = z.output<typeof input>;

const list = "ttp.url.get-all-managed-urls";

const entry: EntryForm<Input> = {
  create: "ttp.url.create-managed-url",
  remove: "ttp.url.delete-managed-url",
  describe: ({ url, matchType }) =>
    matchType === "domain"
      ? `Blocks every URL on ${new URL(url).hostname} for everyone in the account.`
      : `Blocks ${url} for everyone in the account.`,
  createItem: ({ url, matchType }, { reason }) => ({
    url,
    action: "block",
    matchType,
    comment: (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, 200),
  }),
  removeItem: ({ id }) => ({ id }),
  restoreItem: ({ item }) => {
    const { scheme, domain, port, path, queryString, ...rest } = item;
    return { ...rest, url: buildUrl({ scheme, domain, port, path, queryString }) };
  },
};

/** Blocks a URL for the whole account, as a managed URL. */
export const blockUrl: WritingAction<Input, readonly TenantRow[]> = {
  kind: "writing",
  name: "block-url",
  family: "urls",
  sentence: "Blocks a URL for everyone in the account: who clicks it in a mail is stopped.",
  input,
  isUsual: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [list], writes: [entry.create, entry.remove] }),
  describe: entry.describe,
  refuse({ url }) {
    const { username, password, hash } = new URL(url);
    if (username !== "" || password !== "") return "the URL carries a user name or password: leave them out.";
    if (hash !== "") return "the URL has a fragment (#…), which Mimecast does not take: leave it out.";
    return null;
  },
  warn({ url, matchType }) {
    if (matchType === "explicit" && new URL(url).search !== "") {
      return ["Users report that a block of a URL with a query string bites only without the query."];
    }
    return [];
  },
  async probe(client, signal) {
    await client.call(list, { omitData: true, pagination: { pageSize: 1 }, signal });
  },
  reach: ({ url, matchType }) => ({
    names: [new URL(url).hostname],
    width: matchType === "domain" ? "domain" : "object",
  }),
  // Filtered reads can omit what exists, so the whole list is read and compared here.
  read: (client, { signal }) => readAllPages(client, { operation: list, pageSize: 500, signal }),
  locate: (rows, wanted) => rows.flatMap((row) => toFound(row, wanted)),
  calls: (input, ground) => callsOfEntry(entry, input, ground),
  history: ({ url, matchType }) => (matchType === "domain" ? { host: new URL(url).host } : { url }),
  undo: {
    isPossible: true,
    sentence: () => "Undo removes the entry, and puts back what stood there before.",
    calls: (_input, ground) => undoOfEntry(entry, ground),
  },
};

function toFound(row: Item, wanted: Input): TenantObject[] {
  const { id, ...item } = row;
  if (typeof id !== "string") return [];
  const { scheme, domain, port, path, queryString, matchType, action } = item;
  const url = buildUrl({ scheme, domain, port, path, queryString });
  const host = new URL(wanted.url).hostname;
  const isTarget =
    wanted.matchType === "domain"
      ? matchType === "domain" && domain === host
      : matchType === "explicit" && sameUrl(url, wanted.url);
  const meaning = `${String(action)}s ${matchType === "domain" ? `every URL on ${String(domain)}` : url}`;
  if (isTarget) return [{ id, meaning, item, bearing: action === "block" ? "same" : "opposite" }];
  // Another entry for the host is no obstacle, but the operator should know of it.
  return domain === host ? [{ id, meaning, item, bearing: "related" }] : [];
}

interface UrlParts {
  readonly scheme: unknown;
  readonly domain: unknown;
  readonly port: unknown;
  readonly path: unknown;
  readonly queryString: unknown;
}

/** The list has no URL, only its parts; a port of -1 is none. */
function buildUrl({ scheme, domain, port, path, queryString }: UrlParts): string {
  const portText = typeof port === "number" && port > 0 ? `:${port}` : "";
  const query = typeof queryString === "string" && queryString !== "" ? `?${queryString}` : "";
  return `${String(scheme)}://${String(domain)}${portText}${typeof path === "string" ? path : "/"}${query}`;
}

function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).href === new URL(other).href;
}
