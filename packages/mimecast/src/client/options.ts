import type { Dispatcher } from "undici";
import type { Budget } from "../budget/index.js";
import type { NetworkSettings } from "../network/index.js";
import type { ClientEvent } from "../transport/index.js";

/** The four values of an API 1.0 integration. `secretKey` is base64, as the vendor hands it out. */
export type HmacKeys = {
  readonly applicationId: string;
  readonly applicationKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

/** The OAuth client of an API 2.0 application. */
export type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

/** Which API generation, and the credentials that belong to it. */
export type ClientCredentials =
  | { readonly generation: "1.0"; readonly keys: HmacKeys }
  | { readonly generation: "2.0"; readonly oauth: OAuthClient };

/** All milliseconds. Defaults: 10 s to connect, 60 s to the first header, 60 s between two pieces of body. */
export interface Timeouts {
  readonly connectMs?: number | undefined;
  readonly headersMs?: number | undefined;
  readonly bodyMs?: number | undefined;
}

export interface Limits {
  /** Largest answer, after gunzip. Default 64 MiB: a page of 500 records is about 1 MiB, a SIEM 1.0 zip a few. */
  readonly maxAnswerBytes?: number | undefined;
  /** Largest download, as stored. Downloads are streamed, so this guards disks, not memory. Default 1 GiB. */
  readonly maxDownloadBytes?: number | undefined;
}

export interface Retries {
  /** Attempts in all, the first one included. Default 4. */
  readonly attempts?: number | undefined;
  /** The longest single wait (429, quota, Retry-After) accepted before `throttled` is thrown. Default 60,000. */
  readonly maxWaitMs?: number | undefined;
}

export interface ClientSettings {
  /** `https://eu-api.mimecast.com` (1.0, by region) or `https://api.services.mimecast.com` (2.0). */
  readonly baseUrl: string;
  /** Epoch milliseconds, for signature dates, token expiry and budget windows. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Rejects when the signal aborts. Default: timers. */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** In [0, 1), for jitter and request ids. Default: `Math.random` and `crypto.randomUUID`. */
  readonly random?: (() => number) | undefined;
  readonly timeouts?: Timeouts | undefined;
  readonly limits?: Limits | undefined;
  readonly retries?: Retries | undefined;
  readonly userAgent?: string | undefined;
  /** Proxy, own certificate authorities, IPv4 or IPv6, time limits of connecting. */
  readonly network?: NetworkSettings | undefined;
  /** Quotas shared with other clients of the same principal (`createBudget`). Default: its own. */
  readonly budget?: Budget | undefined;
  /** An undici dispatcher to use instead of `network`. The caller closes it. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Told of everything, synchronously. What it throws is ignored. */
  readonly observe?: ((event: ClientEvent) => void) | undefined;
}

export type ClientOptions = ClientCredentials & ClientSettings;
