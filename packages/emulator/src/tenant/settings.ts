import { isIP } from "node:net";
import type { Product } from "@postern/mimecast/catalogue";
import { dayMs, minuteMs } from "../clock/spans.js";
import { type Guesses, readGuesses } from "../guesses/guesses.js";
import { isRegionCode, type RegionCode, regionCodes } from "../regions/regions.js";
import type { Check } from "../strictness/checks.js";
import { readLoose } from "../strictness/leniency.js";
import { type TlsMode, tlsModes } from "../tls/identity.js";
import { type Addresses, readAddresses } from "../wire/listen-addresses.js";
import type { StartTenantOptions } from "./types.js";

/** The options with their defaults, checked once. */
export interface Settings {
  readonly seed: number;
  readonly messagesPerDay: number;
  readonly cacheBytes: number;
  readonly retentionMs: number | null;
  readonly historyMs: number;
  readonly publishMs: number;
  readonly companyDomain: string;
  readonly companyName: string;
  readonly maxSkewMs: number | null;
  readonly ports: { readonly v1: number; readonly v2: number };
  readonly addresses: Addresses;
  readonly region: RegionCode;
  readonly egressAddress: string;
  readonly tls: TlsMode | null;
  readonly clockSkewMs: number;
  readonly hashQuota: number;
  readonly managedUrlQuota: number;
  /** The checks that are left out. */
  readonly leftOut: readonly Check[];
  readonly guesses: Guesses;
  readonly drift: boolean;
  /** What the account hasn't bought: no application of it has these. */
  readonly absentProducts: readonly Product[];
}

const integratedProducts: readonly Product[] = [
  "Email Security Cloud Integrated",
  "Threat Remediation (CI)",
  "Threats, Security Events and Data for CI",
];

export function readSettings(options: StartTenantOptions): Settings {
  const messagesPerDay = options.messagesPerDay ?? 2000;
  if (!(messagesPerDay >= 0 && messagesPerDay <= 5_000_000)) {
    throw new RangeError(`messagesPerDay must be between 0 and 5,000,000, not ${messagesPerDay}`);
  }
  const publishEveryMinutes = options.publishEveryMinutes ?? 15;
  if (!Number.isInteger(publishEveryMinutes) || publishEveryMinutes < 1 || 60 % publishEveryMinutes !== 0) {
    throw new RangeError(`publishEveryMinutes must be a divisor of 60, not ${publishEveryMinutes}`);
  }
  const retentionDays = options.recordsDir === undefined ? options.retentionDays : null;
  const maxSkewMinutes = options.maxSkewMinutes === undefined ? 15 : options.maxSkewMinutes;
  const region = options.region ?? "eu";
  if (!isRegionCode(region)) {
    throw new RangeError(`region must be one of ${regionCodes.join(", ")}, not ${String(region)}`);
  }
  const egressAddress = options.egressAddress ?? "192.0.2.200";
  if (isIP(egressAddress) === 0) throw new TypeError(`Not an IP address: ${egressAddress}`);
  return {
    seed: options.seed ?? 1,
    messagesPerDay,
    cacheBytes: options.cacheBytes ?? 64 * 1024 * 1024,
    retentionMs: retentionDays === null ? null : (retentionDays ?? 7) * dayMs,
    historyMs: (options.historyDays ?? 180) * dayMs,
    publishMs: publishEveryMinutes * minuteMs,
    companyName: options.companyName ?? "Fernhill Instruments",
    companyDomain: (options.companyDomain ?? "fernhill.example").toLowerCase(),
    maxSkewMs: maxSkewMinutes === null ? null : maxSkewMinutes * minuteMs,
    ports: { v1: options.ports?.v1 ?? 0, v2: options.ports?.v2 ?? 0 },
    addresses: readAddresses(options),
    region,
    egressAddress,
    tls: readTls(options.tls),
    clockSkewMs: options.clockSkewMs ?? 0,
    hashQuota: options.hashQuota ?? 10_000,
    managedUrlQuota: options.managedUrlQuota ?? Number.MAX_SAFE_INTEGER,
    drift: options.drift ?? false,
    absentProducts: options.cloudIntegrated === false ? integratedProducts : [],
    leftOut: readLoose(options.loose),
    guesses: readGuesses(options.guesses),
  };
}

function readTls(tls: StartTenantOptions["tls"]): TlsMode | null {
  if (tls === undefined || tls === false) return null;
  const mode = tls === true ? "good" : (tls.mode ?? "good");
  if (!tlsModes.includes(mode)) throw new RangeError(`tls.mode must be one of ${tlsModes.join(", ")}`);
  return mode;
}
