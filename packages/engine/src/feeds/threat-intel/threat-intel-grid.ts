import type { Feed } from "../feed.js";
import { threatIntel } from "./threat-intel.js";

/** Malware that was sent to anybody in the region. */
export const threatIntelGrid: Feed = {
  name: "threat-intel-grid",
  sentence:
    "Which malware Mimecast found in your region, at anybody: hashes and names, to look for elsewhere.",
  ...threatIntel("malware_grid"),
};
