import { createHmac, randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import type { Feed, Tenant } from "../index.js";
import { isObject, type JsonObject, parseJson, readNumber, readObject, readText } from "../wire/decode.js";

/** A client for tests, written from the reference alone: it shares no line with the SDK. */

export const noon = Date.UTC(2026, 2, 11, 12, 7);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: JsonObject;
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const parsed = parseJson(text);
  return { status: response.status, headers: response.headers, text, json: isObject(parsed) ? parsed : {} };
}

export interface SigningChanges {
  readonly date?: string;
  readonly applicationId?: string;
  readonly accessKey?: string;
  readonly applicationKey?: string;
  readonly signedPath?: string;
}

/** A tenant, or other credentials than its own. */
export type SignerOf = Pick<Tenant, "v1" | "clock">;
export type ClientOf = Pick<Tenant, "v2">;

export function signHeaders(
  tenant: SignerOf,
  path: string,
  changes: SigningChanges = {},
): Record<string, string> {
  const { v1 } = tenant;
  const date = changes.date ?? new Date(tenant.clock.now()).toUTCString().replace("GMT", "UTC");
  const requestId = randomUUID();
  const text = `${date}:${requestId}:${changes.signedPath ?? path}:${changes.applicationKey ?? v1.applicationKey}`;
  const signature = createHmac("sha1", Buffer.from(v1.secretKey, "base64")).update(text).digest("base64");
  return {
    authorization: `MC ${changes.accessKey ?? v1.accessKey}:${signature}`,
    "x-mc-app-id": changes.applicationId ?? v1.applicationId,
    "x-mc-date": date,
    "x-mc-req-id": requestId,
    "content-type": "application/json",
  };
}

export async function callV1(
  tenant: SignerOf,
  path: string,
  body: unknown,
  changes: SigningChanges = {},
): Promise<Reply> {
  const headers = signHeaders(tenant, path, changes);
  return readReply(
    await fetch(tenant.v1.baseUrl + path, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

export async function requestToken(tenant: ClientOf, clientSecret = tenant.v2.clientSecret): Promise<Reply> {
  const body = new URLSearchParams({
    client_id: tenant.v2.clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
  });
  return readReply(await fetch(`${tenant.v2.baseUrl}/oauth/token`, { method: "POST", body }));
}

export async function bearerOf(tenant: ClientOf): Promise<string> {
  return `Bearer ${readText((await requestToken(tenant)).json, "access_token")}`;
}

export async function postV2(tenant: ClientOf, path: string, body: unknown, bearer?: string): Promise<Reply> {
  const headers = { authorization: bearer ?? (await bearerOf(tenant)), "content-type": "application/json" };
  return readReply(
    await fetch(tenant.v2.baseUrl + path, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

export async function getV2(tenant: Tenant, path: string, bearer?: string): Promise<Reply> {
  const headers = { authorization: bearer ?? (await bearerOf(tenant)) };
  return readReply(await fetch(tenant.v2.baseUrl + path, { headers }));
}

/** A call of one of the resources of API 2.0. */
export async function askV2(
  tenant: ClientOf,
  call: `${"GET" | "POST" | "PATCH" | "PUT" | "DELETE"} /${string}`,
  options: { readonly body?: unknown; readonly bearer?: string } = {},
): Promise<Reply> {
  const [method = "", path = ""] = call.split(" ");
  const authorization = options.bearer ?? (await bearerOf(tenant));
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  const headers = { authorization, "content-type": "application/json" };
  return readReply(await fetch(tenant.v2.baseUrl + path, { method, headers, ...body }));
}

/** Whatever list stands at a path of keys and indexes; empty when there is none. */
export function listAt(value: unknown, ...path: (string | number)[]): readonly unknown[] {
  let current = value;
  for (const step of path) {
    if (typeof step === "number") current = Array.isArray(current) ? current[step] : undefined;
    else current = isObject(current) ? current[step] : undefined;
  }
  return Array.isArray(current) ? current : [];
}

/** The first error code of an answer, in any of the vendor's shapes. */
export function codeOf(reply: Reply): string | null {
  const entry = listAt(reply.json, "fail")[0];
  return (
    readText(listAt(entry, "errors")[0], "code") ??
    readText(entry, "code") ??
    readText(readObject(reply.json, "error"), "code")
  );
}

export const urlLogs = "/api/ttp/url/get-logs";

/** A paged list below `/api/`. */
export interface List {
  readonly path: string;
  /** The member of a `data` item that holds the rows; absent: the items are the rows. */
  readonly under?: string;
}

export interface Page {
  readonly rows: readonly unknown[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly totalCount: number | null;
  readonly reply: Reply;
}

interface PageOptions {
  readonly item?: unknown;
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly bearer?: string;
}

const clicks: List = { path: urlLogs, under: "clickLogs" };

export async function readPage(tenant: Tenant, list: List, options: PageOptions): Promise<Page> {
  const { item, pageSize = 500, pageToken, bearer } = options;
  const pagination = pageToken === undefined ? { pageSize } : { pageSize, pageToken };
  const body = { meta: { pagination }, ...(item === undefined ? {} : { data: [item] }) };
  const reply = await postV2(tenant, list.path, body, bearer);
  const meta = readObject(readObject(reply.json, "meta"), "pagination");
  return {
    rows: rowsOf(reply, list),
    next: readText(meta, "next"),
    previous: readText(meta, "previous"),
    totalCount: readNumber(meta, "totalCount"),
    reply,
  };
}

export function rowsOf(reply: Reply, { under }: List): readonly unknown[] {
  return under === undefined ? listAt(reply.json, "data") : listAt(reply.json, "data", 0, under);
}

/** All rows that an item asks for, page by page. */
export async function readPages(
  tenant: Tenant,
  list: List,
  options: { readonly item: unknown; readonly pageSize?: number },
): Promise<unknown[]> {
  const bearer = await bearerOf(tenant);
  const rows: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const page: Page = await readPage(tenant, list, {
      ...options,
      bearer,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    rows.push(...page.rows);
    pageToken = page.next ?? undefined;
  } while (pageToken !== undefined);
  return rows;
}

export function readClickPage(tenant: Tenant, options: PageOptions): Promise<Page> {
  return readPage(tenant, clicks, options);
}

/** All clicks of a span, page by page. */
export function readAllClicks(tenant: Tenant, item: unknown, pageSize = 500): Promise<unknown[]> {
  return readPages(tenant, clicks, { item, pageSize });
}

/** What the tenant published of a feed, parsed, oldest first. */
export function truthOf(
  tenant: Tenant,
  feed: Feed,
  range: { readonly from?: number; readonly until?: number } = {},
): JsonObject[] {
  return [...tenant.truth(feed, range)].map(({ raw }) => parseJson(raw)).filter(isObject);
}

export interface Listing {
  readonly files: readonly { url: string; size: number; expiry: string }[];
  readonly nextPage: string;
  readonly isCaughtUp: boolean;
  readonly reply: Reply;
}

/** Whose events are asked for, and with which token (default: a fresh one). */
export interface SiemCall {
  readonly bearer?: string;
  readonly product?: "cg" | "ci";
}

export async function listFiles(
  tenant: Tenant,
  query: Record<string, string>,
  options: SiemCall = {},
): Promise<Listing> {
  const path = `/siem/v1/batch/events/${options.product ?? "cg"}?${new URLSearchParams(query)}`;
  const reply = await getV2(tenant, path, options.bearer);
  const files = listAt(reply.json, "value").flatMap((entry) => {
    const size = isObject(entry) ? entry["size"] : undefined;
    return [
      {
        url: readText(entry, "url") ?? "",
        size: typeof size === "number" ? size : -1,
        expiry: readText(entry, "expiry") ?? "",
      },
    ];
  });
  return {
    files,
    nextPage: readText(reply.json, "@nextPage") ?? "",
    isCaughtUp: reply.json["isCaughtUp"] === true,
    reply,
  };
}

export interface StreamPage {
  readonly events: readonly JsonObject[];
  readonly nextPage: string;
  readonly nextLink: string;
  readonly isCaughtUp: boolean;
  readonly reply: Reply;
}

/** A page of the streaming API. */
export async function readStream(
  tenant: Tenant,
  query: Record<string, string>,
  options: SiemCall = {},
): Promise<StreamPage> {
  const path = `/siem/v1/events/${options.product ?? "cg"}?${new URLSearchParams(query)}`;
  const reply = await getV2(tenant, path, options.bearer);
  return {
    events: listAt(reply.json, "value").filter(isObject),
    nextPage: readText(reply.json, "@nextPage") ?? "",
    nextLink: readText(reply.json, "@nextLink") ?? "",
    isCaughtUp: reply.json["isCaughtUp"] === true,
    reply,
  };
}

/** All events of a span, page by page. */
export async function readWholeStream(
  tenant: Tenant,
  query: Record<string, string>,
  options: SiemCall = {},
): Promise<JsonObject[]> {
  const bearer = options.bearer ?? (await bearerOf(tenant));
  const events: JsonObject[] = [];
  let page = await readStream(tenant, query, { ...options, bearer });
  for (;;) {
    events.push(...page.events);
    if (page.isCaughtUp) return events;
    page = await readStream(tenant, { ...query, nextPage: page.nextPage }, { ...options, bearer });
  }
}

export async function download(url: string): Promise<{ status: number; bytes: Buffer; lines: string[] }> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const lines = response.ok ? gunzipSync(bytes).toString().split("\n") : [];
  return { status: response.status, bytes, lines: lines.filter((line) => line !== "") };
}

export const siemLogs = "/api/audit/get-siem-logs";

export interface ChainLink {
  readonly status: number;
  readonly token: string | null;
  readonly fileName: string | null;
  readonly bytes: Buffer;
}

export async function readChain(tenant: Tenant, item: Record<string, unknown>): Promise<ChainLink> {
  const response = await fetch(tenant.v1.baseUrl + siemLogs, {
    method: "POST",
    headers: signHeaders(tenant, siemLogs),
    body: JSON.stringify({ data: [{ type: "MTA", ...item }] }),
  });
  const disposition = response.headers.get("content-disposition");
  return {
    status: response.status,
    token: response.headers.get("mc-siem-token"),
    fileName: disposition === null ? null : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? null),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** Follows the chain of zips to its end; file contents by file name. */
export async function readWholeChain(
  tenant: Tenant,
  fileFormat: "json" | "key_value" = "json",
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  let token: string | null = null;
  for (;;) {
    const link: ChainLink = await readChain(tenant, {
      fileFormat,
      compress: true,
      ...(token === null ? {} : { token }),
    });
    if (link.fileName === null) return files;
    for (const [name, content] of Object.entries(unzipSync(new Uint8Array(link.bytes)))) {
      if (files.has(name)) throw new Error(`Two files of one name: ${name}`);
      files.set(name, Buffer.from(content).toString());
    }
    token = link.token;
  }
}
