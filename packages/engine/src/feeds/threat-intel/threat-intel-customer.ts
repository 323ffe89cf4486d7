import type { Feed } from "../feed.js";
import { threatIntel } from "./threat-intel.js";

/** Malware that was sent to the own account. */
export const threatIntelCustomer: Feed = {
  name: "threat-intel-customer",
  sentence: "Which malware was found in mail to your own people: hashes and names, to look for elsewhere.",
  ...threatIntel("malware_customer"),
};
