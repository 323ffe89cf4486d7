export { baseUrlOf, regionOfHost, regions } from "./lookup.js";
export type { Region, RegionId } from "./region.js";
