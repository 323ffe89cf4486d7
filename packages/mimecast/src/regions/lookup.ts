import type { Generation } from "../catalogue/operation.js";
import { hosts } from "./hosts.js";
import type { Region, RegionId } from "./region.js";

/** The known hosts of a generation. */
export function regions(generation: Generation): readonly Region[] {
  return hosts.filter((region) => region.generation === generation);
}

/**
 * The region a host belongs to; its `generation` tells a host of API 1.0 from a gateway of API 2.0. Takes a bare host,
 * with or without a port, or a whole URL. Null for a host nobody has named: it may still be right.
 */
export function regionOfHost(host: string): Region | null {
  const text = host.trim();
  const address = text.includes("://") ? text : `https://${text}`;
  if (text === "" || !URL.canParse(address)) return null;
  const name = new URL(address).hostname.replace(/\.$/, "");
  return hosts.find((region) => region.host === name) ?? null;
}

/** The base URL of a region, as `createClient` takes it. */
export function baseUrlOf(regionId: RegionId): string {
  const region = hosts.find(({ id }) => id === regionId);
  if (region === undefined) throw new Error(`there is no region ${regionId}`);
  return `https://${region.host}`;
}
