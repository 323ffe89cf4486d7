/** The hosts of the vendor, by the label that stands before `-api` in the name of each. */
export const regionCodes = ["eu", "de", "us", "usb", "uspcom", "ca", "za", "au", "je", "sandbox"] as const;

/** Where an account of API 1.0 lives. */
export type RegionCode = (typeof regionCodes)[number];

/** A gateway of API 2.0. The global one fails over, the others keep to their region. */
export type GatewayName = "global" | "us" | "uk";

export function isRegionCode(text: string): text is RegionCode {
  return regionCodes.some((code) => code === text);
}

/** What the codes of a region's accounts begin with (actions reference, 5.1). */
const codePrefixes: Readonly<Partial<Record<RegionCode, string>>> = {
  eu: "CUK",
  de: "CDE",
  us: "CUSA",
  usb: "CUSB",
  ca: "CCA",
  za: "CSA",
  au: "CAU",
};

/** Of the other regions nobody has told it. */
export function codePrefixOf(region: RegionCode): string {
  return codePrefixes[region] ?? "CEX";
}

/** What a check of a region's update host asks for. */
export const updateDescriptorPath = "/update/descriptors/mfo/latest";

/** The update hosts, by region, with the label that the name of each has behind `updates.` (actions reference, 5.1). */
export const updateHosts = {
  eu: "uk",
  de: "de",
  us: "us",
  za: "za",
  au: "au",
  je: "jer",
} as const satisfies {
  readonly [Region in RegionCode]?: string;
};

/** A region that has an update host: the others have none that is known. */
export type UpdateRegion = keyof typeof updateHosts;

/** Which of the vendor's hosts a port of the tenant stands for. */
export type Host =
  | { readonly kind: "regional"; readonly region: RegionCode }
  | { readonly kind: "discovery" }
  | { readonly kind: "updates"; readonly region: UpdateRegion }
  | { readonly kind: "gateway"; readonly gateway: GatewayName };

export function describeHost(host: Host): string {
  switch (host.kind) {
    case "regional":
      return `the 1.0 host of region ${host.region}`;
    case "discovery":
      return "the discovery host";
    case "updates":
      return `the update host of region ${host.region} (updates.${updateHosts[host.region]}.mimecast.com)`;
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
  /** The update hosts, which have `updateDescriptorPath` alone. */
  readonly updates: Readonly<Record<UpdateRegion, string>>;
  /** The gateways of API 2.0; the global one is `tenant.v2.baseUrl`. */
  readonly v2: Readonly<Record<GatewayName, string>>;
}
