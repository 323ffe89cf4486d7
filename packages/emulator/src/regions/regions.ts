/** The hosts of the vendor, by the label that stands before `-api` in the name of each. */
export const regionCodes = ["eu", "de", "us", "usb", "uspcom", "ca", "za", "au", "je", "sandbox"] as const;

/** Where an account of API 1.0 lives. */
export type RegionCode = (typeof regionCodes)[number];

/** A gateway of API 2.0. The global one fails over, the others keep to their region. */
export type GatewayName = "global" | "us" | "uk";

export function isRegionCode(text: string): text is RegionCode {
  return regionCodes.some((code) => code === text);
}

/** What a check of a region's update host asks for. */
export const updateDescriptorPath = "/update/descriptors/mfo/latest";

/** Which of the vendor's hosts a port of the tenant stands for. */
export type Host =
  | { readonly kind: "regional"; readonly region: RegionCode }
  | { readonly kind: "discovery" }
  | { readonly kind: "updates" }
  | { readonly kind: "gateway"; readonly gateway: GatewayName };

export function describeHost(host: Host): string {
  switch (host.kind) {
    case "regional":
      return `the 1.0 host of region ${host.region}`;
    case "discovery":
      return "the discovery host";
    case "updates":
      return "the update host";
    case "gateway":
      return `the ${host.gateway} gateway of API 2.0`;
  }
}

/** Base URLs of the hosts the tenant stands in for. */
export interface EmulatedRegions {
  /** The tenant's own region. */
  readonly home: RegionCode;
  /** Every regional host of API 1.0; the tenant's own is `tenant.v1.baseUrl`. */
  readonly v1: Readonly<Record<RegionCode, string>>;
  readonly discovery: string;
  /** The update host of the tenant's region; it has `updateDescriptorPath` alone. */
  readonly updates: string;
  /** The gateways of API 2.0; the global one is `tenant.v2.baseUrl`. */
  readonly v2: Readonly<Record<GatewayName, string>>;
}
