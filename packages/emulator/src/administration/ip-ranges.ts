import { BlockList, isIP } from "node:net";

/** Addresses in CIDR notation; a lone address stands for itself. */
export class IpRanges {
  readonly texts: readonly string[];
  private readonly list = new BlockList();

  constructor(texts: readonly string[]) {
    this.texts = [...texts];
    for (const text of texts) {
      const range = readRange(text);
      if (range === null) throw new TypeError(`Not an IP range: ${text}`);
      this.list.addSubnet(range.address, range.prefix, range.family);
    }
  }

  /** No range at all lets everybody in. */
  lets(address: string): boolean {
    if (this.texts.length === 0) return true;
    const family = familyOf(address);
    return family !== null && this.list.check(address, family);
  }
}

export function isIpRange(text: string): boolean {
  return readRange(text) !== null;
}

function readRange(text: string) {
  const [address = "", bits, ...rest] = text.trim().split("/");
  const family = familyOf(address);
  const width = family === "ipv6" ? 128 : 32;
  const prefix = bits === undefined ? width : Number(bits);
  const isPrefix = Number.isInteger(prefix) && prefix >= 0 && prefix <= width && bits?.trim() !== "";
  return family === null || !isPrefix || rest.length > 0 ? null : { address, prefix, family };
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 0 ? null : version === 6 ? "ipv6" : "ipv4";
}
