import { BlockList, isIP } from "node:net";
import { PosternError } from "../errors/index.js";
import type { ClickSummary } from "../events/stored-event.js";

/** Somebody who clicked. Whether their device is managed is known by the networks that are named as such, alone. */
export interface Clicker extends ClickSummary {
  readonly device: "unmanaged" | "unknown" | "managed";
}

/** Throws `bad-usage` for what is no network. */
export function readNetworks(texts: readonly string[]): BlockList | null {
  if (texts.length === 0) return null;
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits] = text.split("/");
    const version = isIP(address);
    const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (version === 6 ? 128 : 32)) {
      throw new PosternError("bad-usage", `"${text}" is no network: write it like 203.0.113.0/24.`);
    }
    list.addSubnet(address, prefix, version === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

const order = { unmanaged: 0, unknown: 1, managed: 2 } as const;

/** Those at risk first: let through, from a device nobody manages. */
export function rankClickers(clicks: readonly ClickSummary[], managed: BlockList | null): readonly Clicker[] {
  const device = ({ sourceAddresses }: ClickSummary): Clicker["device"] => {
    const known = sourceAddresses.filter((address) => isIP(address) !== 0);
    if (managed === null || known.length === 0) return "unknown";
    const isOutside = (address: string) => !managed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
    return known.some(isOutside) ? "unmanaged" : "managed";
  };
  return clicks
    .map((click) => ({ ...click, device: device(click) }))
    .sort(
      (one, other) =>
        Number(other.allowed > 0) - Number(one.allowed > 0) ||
        order[one.device] - order[other.device] ||
        other.lastAt - one.lastAt,
    );
}
