import { isIP, isIPv6 } from "node:net";

/** Where the tenant listens and what it is called; checked once. */
export interface Addresses {
  /** An IP address of this machine, or 0.0.0.0 or :: for all of them. */
  readonly host: string;
  /** The name in every URL the tenant hands out. */
  readonly publicHost: string;
  /** From beyond this machine the console and the control API are reached at this one; null: not at all. */
  readonly controlHost: string | null;
}

export const loopback = "127.0.0.1";
const near: readonly string[] = [loopback, "::1"];
const everywhere: readonly string[] = ["0.0.0.0", "::"];
const namePattern = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;

export function readAddresses(options: {
  readonly host?: string;
  readonly publicHost?: string;
  readonly controlHost?: string;
}): Addresses {
  const { host = loopback, controlHost } = options;
  for (const [name, address] of Object.entries({ host, controlHost })) {
    if (address !== undefined && isIP(address) === 0) {
      throw new RangeError(
        `${name} must be an IP address of this machine, or 0.0.0.0 for all: not ${address}`,
      );
    }
  }
  const publicHost = options.publicHost ?? (everywhere.includes(host) ? loopback : host);
  if (isIP(publicHost) === 0 && !namePattern.test(publicHost)) {
    throw new RangeError(`publicHost must be a host name or an IP address, not ${publicHost}`);
  }
  if (controlHost !== undefined && !covers(host, controlHost) && !near.includes(controlHost)) {
    throw new RangeError(`controlHost ${controlHost} takes a host of ${controlHost} or 0.0.0.0, not ${host}`);
  }
  return { host, publicHost, controlHost: controlHost ?? null };
}

/** What to listen on: whatever else is asked for, this machine reaches its tenant by its own address. */
export function listenOn({ host }: Addresses): readonly string[] {
  return everywhere.includes(host) || host === loopback ? [host] : [host, loopback];
}

/** Whether a connection to this address of ours may come to the console and the control API. */
export function mayControl({ controlHost }: Addresses, localAddress: string | undefined): boolean {
  if (localAddress === undefined) return false;
  if (localAddress === loopback) return true;
  const address = localAddress.replace(/^::ffff:/, "");
  return near.includes(address) || (controlHost !== null && covers(controlHost, address));
}

export function isLoopback(address: string): boolean {
  return address === loopback || address === "::1" || /^(::ffff:)?127\./.test(address);
}

export function inUrl(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

function covers(host: string, address: string): boolean {
  return everywhere.includes(host) || host === address;
}
