import { feeds } from "../../packages/engine/dist/feeds/index.js";

/** Which feed of ours has the records of one of Elastic's data streams, by the beginning of the pair's name. */
const feedNames = [
  ["siem_logs/test-siem-v2", "siem-2.0"],
  ["siem_logs/", "siem-1.0"],
  ["cloud_integrated_logs/", "siem-ci"],
  ["ttp_url_logs/", "ttp-url"],
  ["ttp_ap_logs/", "ttp-attachment"],
  ["ttp_ip_logs/", "ttp-impersonation"],
  ["audit_events/", "audit"],
  ["dlp_logs/", "dlp"],
  ["message_release_logs/", "held-releases"],
  ["archive_search_logs/", "archive-search"],
  ["threat_intel_malware_customer/", "threat-intel-customer"],
  ["threat_intel_malware_grid/", "threat-intel-grid"],
];

/** Null where we have no such feed, or no forms of it, yet. */
export function feedOfStream(pair) {
  const [, feedName] = feedNames.find(([beginning]) => pair.startsWith(beginning)) ?? [];
  return feeds.find(({ name, forms }) => name === feedName && forms !== undefined) ?? null;
}
