import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { type Feed, feeds } from "@postern/engine";
import { operation } from "@postern/mimecast/catalogue";
import type { FeedExample, VendorRecord } from "./examples/index.js";

/** How the vendor's pages may differ from what its own description says. */
export const oddities = ["none", "trailing-empty-page", "empty-page-between", "newest-first"] as const;

/** A record, and when it happened as far as the vendor is concerned: the record may not tell. */
export interface Entry {
  readonly time: number;
  readonly record: unknown;
}

/** What the vendor holds of one feed, and how it hands it out. */
export interface Script {
  readonly feed: Feed;
  readonly example: FeedExample;
  readonly entries: readonly Entry[];
  readonly pageSize: number;
  readonly oddity: (typeof oddities)[number];
  /** Answered in place of every page. */
  readonly garbage?: Buffer;
}

/** A stand-in for the vendor that hands out what a test gives it, as the feed's way of reading has it. */
export interface ScriptedVendor {
  readonly baseUrl: string;
  serve(script: Script): void;
  close(): void;
}

interface Call {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly item: Readonly<Record<string, unknown>>;
  readonly pageToken: string | null;
}

interface Page {
  readonly rows: readonly unknown[];
  readonly next: string | null;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Its answers bear the time of `now`. */
export async function startScriptedVendor(now: () => number): Promise<ScriptedVendor> {
  let script: Script | null = null;
  const files = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    response.setHeader("date", new Date(now()).toUTCString());
    const call = await readCall(request);
    const file = files.get(call.path);
    if (call.path === "/oauth/token")
      send(response, json({ access_token: "t", token_type: "Bearer", expires_in: 1799 }));
    else if (file !== undefined) send(response, { body: file });
    else if (script === null) send(response, { status: 404, body: "" });
    else send(response, answer(script, { call, baseUrl: baseUrl(), files }));
  });
  const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: baseUrl(),
    serve(next) {
      script = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Answering {
  readonly call: Call;
  readonly baseUrl: string;
  readonly files: Map<string, Buffer>;
}

function answer(script: Script, answering: Answering): Reply {
  const { reading } = script.feed;
  const { path } = operation(reading.operation);
  // Anything else that a feed asks has nothing to say.
  if (answering.call.path !== path) return json({ meta: { status: 200 }, data: [], fail: [] });
  if (script.garbage !== undefined) return { body: script.garbage };
  switch (reading.kind) {
    case "windows":
      return envelope(
        script,
        pageOf(within(script, answering.call.item), { ...script, token: answering.call.pageToken }),
      );
    case "snapshot": {
      const isAsked = script.example.isAsked?.(answering.call.item) ?? true;
      const held = isAsked ? script.entries : [];
      return envelope(script, pageOf(held, { ...script, token: answering.call.pageToken }));
    }
    case "whole":
      return envelope(script, pageOf(script.entries, { ...script, token: answering.call.pageToken }));
    case "chain":
      return reading.operation === "siem.get-logs"
        ? chainLink(script, answering.call)
        : threatBundle(script, answering.call);
    case "listing":
      return fileListing(script, { ...answering, parts: reading.parts });
    case "stream":
      return streamPage(script, answering.call);
  }
}

/** Both ends of a span count as inside, with a precision of seconds. */
function within({ entries }: Script, item: Item): readonly Entry[] {
  const dates = Object.values(item).filter(
    (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value),
  );
  const [from = 0, until = Number.POSITIVE_INFINITY] = dates
    // Some name their zone besides.
    .map((text) => Date.parse(String(text).replace(/\[.*\]$/, "")))
    .sort((a, b) => a - b);
  const second = (time: number) => Math.floor(time / 1000) * 1000;
  return entries.filter(({ time }) => second(time) >= from && second(time) <= until);
}

/** The entries behind a token, in the order and with the empty pages of the oddity. */
function pageOf(
  entries: readonly Entry[],
  { pageSize, oddity, token }: Pick<Script, "pageSize" | "oddity"> & { readonly token: string | null },
): Page {
  const sorted = [...entries].sort((one, other) => one.time - other.time);
  const ordered = oddity === "newest-first" ? sorted.reverse() : sorted;
  if (token === "String") return { rows: [], next: "String" };
  const start = Number.parseInt(token ?? "0", 10);
  if (oddity === "empty-page-between" && token === String(pageSize))
    return { rows: [], next: `${token}-again` };
  const end = start + pageSize;
  const rows = ordered.slice(start, end).map(({ record }) => record);
  if (end < ordered.length) return { rows, next: String(end) };
  return { rows, next: oddity === "trailing-empty-page" ? "String" : null };
}

function envelope({ feed, example }: Script, { rows, next }: Page): Reply {
  const under = operation(feed.reading.operation).rowsUnder;
  const wrapped = under === undefined ? rows : [{ [under]: rows }];
  const data = example.data?.(rows as readonly VendorRecord[]) ?? wrapped;
  const pagination = { pageSize: rows.length, ...(next === null ? {} : { next }) };
  return json({ meta: { status: 200, pagination }, data, fail: [] });
}

/** The chain of API 1.0: a file a link, each with the token of the next. */
function chainLink(script: Script, { item }: Call): Reply {
  const token = typeof item["token"] === "string" ? item["token"] : null;
  const held = [...script.entries];
  const reached = Number.parseInt(token ?? "0", 10);
  if (reached > held.length) {
    const errors = [{ code: "err_audit_siem_invalid_token", message: "Invalid token", retryable: false }];
    return json({ meta: { status: 200 }, data: [], fail: [{ errors }] });
  }
  if (reached === held.length) return json({ meta: { isLastToken: true, status: 200 }, data: [], fail: [] });
  const isEmptyLink = script.oddity === "empty-page-between" && token === String(script.pageSize);
  const rows = isEmptyLink ? [] : held.slice(reached, reached + script.pageSize).map(({ record }) => record);
  const next = isEmptyLink ? `${token}-again` : String(reached + rows.length);
  return {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="receipt_20260107093329655.json"',
      "mc-siem-token": next,
    },
    body: JSON.stringify({ type: "MTA", data: rows }),
  };
}

/** The stream of API 2.0: its cursor is good for ever, and also stands in an empty page. */
function streamPage({ entries, pageSize, oddity }: Script, { query }: Call): Reply {
  const page = readOn(entries, { pageSize, oddity, cursor: query.get("nextPage") });
  if (page === null) return json({ error: { code: "bad_cursor", message: "unknown cursor" } }, 400);
  const value = page.rows.map(({ record }) => record);
  return json({ value, "@nextPage": page.next, isCaughtUp: page.isCaughtUp });
}

/** The listings of API 2.0: a file a page. */
function fileListing(
  { entries, pageSize, oddity }: Script,
  { call, baseUrl, files, parts }: Answering & { readonly parts: readonly string[] },
): Reply {
  const type = call.query.get("type");
  const held = entries.filter(({ record }) => (typeOf(record) ?? parts[0]) === type);
  const cursor = call.query.get("nextPage");
  const page = readOn(held, { pageSize, oddity, cursor });
  if (page === null) return json({ error: { code: "bad_cursor", message: "unknown cursor" } }, 400);
  const { rows, next, isCaughtUp } = page;
  const value = rows.length === 0 ? [] : [publish(rows, { name: `${type}/${cursor ?? 0}`, baseUrl, files })];
  return json({ value, "@nextPage": next, isCaughtUp });
}

/** The entries behind a cursor that counts them; null for one that nobody gave. */
function readOn(
  held: readonly Entry[],
  { pageSize, oddity, cursor }: Pick<Script, "pageSize" | "oddity"> & { readonly cursor: string | null },
): { rows: readonly Entry[]; next: string; isCaughtUp: boolean } | null {
  const reached = Number.parseInt(cursor ?? "0", 10);
  if (!(reached <= held.length)) return null;
  if (oddity === "empty-page-between" && cursor === String(pageSize))
    return { rows: [], next: `${cursor}-again`, isCaughtUp: false };
  const rows = held.slice(reached, reached + pageSize);
  const end = reached + rows.length;
  return { rows, next: String(end), isCaughtUp: end === held.length };
}

/** Threat intelligence: bundles of what was modified in a span, each with the token of the next in a header. */
function threatBundle(script: Script, { item }: Call): Reply {
  const token = typeof item["token"] === "string" ? item["token"] : null;
  const [span, position] = token === null ? [item, null] : readThreatToken(token);
  const { rows, next } = pageOf(within(script, span), { ...script, token: position });
  const body = JSON.stringify({ type: "bundle", id: "bundle--1", spec_version: "2.0", objects: rows });
  const nextToken =
    next === null ? {} : { "x-mc-threat-feed-next-token": JSON.stringify([spanOf(span), next]) };
  return {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="malware_customer_stix_20260107120200376.stix"',
      ...nextToken,
    },
    body,
  };
}

type Item = Call["item"];

function spanOf({ start, end }: Item): Item {
  return { start, end };
}

function readThreatToken(token: string): readonly [Item, string] {
  const [span, position]: [Item, string] = JSON.parse(token);
  return [span, position];
}

function publish(
  rows: readonly Entry[],
  {
    name,
    baseUrl,
    files,
  }: { readonly name: string; readonly baseUrl: string; readonly files: Map<string, Buffer> },
): object {
  const path = `/files/${encodeURIComponent(name)}.json.gz`;
  const bytes = gzipSync(rows.map(({ record }) => JSON.stringify(record)).join("\n"));
  files.set(path, bytes);
  return { url: `${baseUrl}${path}`, expiry: "2100-01-01T00:00:00.000Z", size: bytes.length };
}

function typeOf(record: unknown): unknown {
  if (typeof record !== "object" || record === null) return undefined;
  return Reflect.get(record, "type") ?? Reflect.get(record, "eventType");
}

function json(value: unknown, status = 200): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = text.startsWith("{") ? JSON.parse(text) : {};
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  return {
    path: url.pathname,
    query: url.searchParams,
    item: body.data?.[0] ?? Object.fromEntries(url.searchParams),
    pageToken: body.meta?.pagination?.pageToken ?? url.searchParams.get("pageToken"),
  };
}

/** Every feed by its name, for suites that run over all of them. */
export const everyFeed = feeds.map((feed) => ({ name: feed.name, feed }));
