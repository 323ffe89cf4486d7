import type { Confidence, Generation } from "../catalogue/operation.js";

/** The vendor's hosts, by names of our own. */
export type RegionId =
  | "eu"
  | "de"
  | "us"
  | "usb"
  | "us-public-sector"
  | "ca"
  | "za"
  | "au"
  | "offshore-je"
  | "offshore-jer"
  | "sandbox"
  | "discovery"
  | "gateway-global"
  | "gateway-us"
  | "gateway-uk";

/** A host of the vendor's API: a data region of API 1.0, or a gateway of API 2.0. */
export interface Region {
  readonly id: RegionId;
  readonly name: string;
  readonly host: string;
  readonly generation: Generation;
  /** `discovery` only tells the region of an address; all other calls go to that region's own host. */
  readonly serves: "api" | "discovery";
  /** What account codes of this region begin with; empty where nobody says. */
  readonly accountCodePrefixes: readonly string[];
  /** The console's update descriptor of the region, an address that needs no credentials; null where none is known. */
  readonly updateDescriptor: string | null;
  /** API 2.0: what happens when the instance behind the gateway fails. */
  readonly failOver: string | null;
  /** API 2.0: where the data of a call may be processed. */
  readonly residency: string | null;
  readonly confidence: Confidence;
  readonly source: string;
  readonly note: string | null;
}
