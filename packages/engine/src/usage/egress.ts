import { BlockList, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Addresses } from "./book.js";

/** The address the tenant sees us at, for its admin IP ranges. No answer of the API tells it. */
export interface Egress {
  /** Null: not known. */
  readonly address: string | null;
  /** How it is known, or why not; one sentence. */
  readonly reason: string;
}

/** Addresses that no one outside of a network, or of a machine, ever sees (IANA's special-purpose registries). */
const inside = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  inside.addSubnet(network, prefix, "ipv4");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

const itself = new BlockList();
itself.addSubnet("127.0.0.0", 8, "ipv4");
itself.addAddress("::1", "ipv6");

/** What can be said of it from the two ends of a connection and the machine's own addresses. Pure. */
export function egressOf(
  { local, remote, isProxy }: Pick<Addresses, "local" | "remote" | "isProxy">,
  ownAddresses: readonly string[],
): Egress {
  const unknown = (reason: string): Egress => ({ address: null, reason });
  if (isProxy) return unknown("it is the proxy's, which only whoever runs the proxy knows");
  if (isOf(itself, remote)) return unknown("the tenant is on this machine, so nothing goes out of it");
  if (!isOf(inside, local) && !isOf(itself, local))
    return { address: local, reason: "this machine's own, which is public" };
  if (isOf(inside, remote)) return { address: local, reason: "this machine's own, within the same network" };
  const count = ownAddresses.length;
  const counted = count === 1 ? "this machine has 1 address" : `this machine has ${count} addresses`;
  return unknown(`${counted} (it uses ${local}), and a router puts one of its own in their place`);
}

/** Without those that never leave the machine. */
export function listOwnAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
    .map(({ address }) => address);
}

function isOf(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
