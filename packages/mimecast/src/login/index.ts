export { type DiscoveredRegion, type DiscoverRegionRequest, discoverRegion } from "./discover-region.js";
export {
  type Binding,
  type LoginRealm,
  type RefreshBindingRequest,
  refreshBinding,
} from "./refresh-binding.js";
export type { LoginSettings } from "./settings.js";
