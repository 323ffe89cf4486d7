import { createHmac, randomUUID } from "node:crypto";
import type { Tenant } from "@postern/emulator";

/** Calls as the vendor's documentation writes them, signed here: no line of it is shared with our own client. */
export interface Wire {
  readonly tenant: Tenant;
  /** API 1.0. `changes` replaces headers or a part of the keys, to be refused. */
  post1(path: string, body: unknown, changes?: KeyChanges): Promise<Reply>;
  post2(path: string, body: unknown): Promise<Reply>;
  /** API 2.0, any verb. */
  ask2(call: string, body?: unknown, bearer?: string): Promise<Reply>;
  token(changes?: Readonly<Record<string, string>>): Promise<Reply>;
}

export interface KeyChanges {
  readonly applicationId?: string;
  readonly applicationKey?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export function openWire(tenant: Tenant): Wire {
  let bearer: string | null = null;
  const token: Wire["token"] = async (changes = {}) => {
    const { clientId, clientSecret } = tenant.v2;
    const fields = { client_id: clientId, client_secret: clientSecret, grant_type: "client_credentials" };
    const body = new URLSearchParams({ ...fields, ...changes });
    return read(await fetch(`${tenant.v2.baseUrl}/oauth/token`, { method: "POST", body }));
  };
  const ask2: Wire["ask2"] = async (call, body, given) => {
    bearer ??= readString((await token()).body, "access_token");
    const [method = "", path = ""] = call.split(" ");
    const headers = { authorization: `Bearer ${given ?? bearer}`, "content-type": "application/json" };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    return read(await fetch(tenant.v2.baseUrl + path, { method, headers, ...content }));
  };
  return {
    tenant,
    token,
    ask2,
    post2: (path, body) => ask2(`POST ${path}`, body),
    async post1(path, body, changes = {}) {
      const headers = sign(tenant, path, changes);
      const content = JSON.stringify(body);
      return read(await fetch(tenant.v1.baseUrl + path, { method: "POST", headers, body: content }));
    },
  };
}

/** The text of a key of an answer; throws where the answer has none, which is a failure of its own. */
export function readString(body: unknown, key: string): string {
  const value = at(body, key);
  if (typeof value !== "string") throw new Error(`no text under ${key} in ${JSON.stringify(body)}`);
  return value;
}

/** What stands at a path of keys and indexes. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current: unknown = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** HMAC-SHA1 with the decoded secret key over date, request id, path and application key. */
function sign(tenant: Tenant, path: string, changes: KeyChanges): Record<string, string> {
  const keys = { ...tenant.v1, ...changes };
  const date = `${new Date(tenant.clock.now()).toUTCString().slice(0, -3)}UTC`;
  const id = randomUUID();
  const signed = createHmac("sha1", Buffer.from(keys.secretKey, "base64"))
    .update([date, id, path, keys.applicationKey].join(":"))
    .digest("base64");
  return {
    Authorization: `MC ${keys.accessKey}:${signed}`,
    "x-mc-app-id": keys.applicationId,
    "x-mc-date": date,
    "x-mc-req-id": id,
    "Content-Type": "application/json",
  };
}

async function read(response: Response): Promise<Reply> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  return { status: response.status, headers: response.headers, body: parse(text) ?? bytes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
