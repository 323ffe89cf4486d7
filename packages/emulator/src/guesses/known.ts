/** What we know to be otherwise in the real service; in Markdown. */
export const knownDifferences: readonly string[] = [
  "It listens on this machine, each of the vendor's hosts on a port of its own; base URLs are `http://127.0.0.1:…` unless TLS is asked for. No name of the vendor's leads to it.",
  "`/healthz`, `/_emulator/…` and `/console` are the emulator's own; the real service has nothing there.",
  "An operation of the catalogue without a handler answers 501 `emulator_operation_without_handler`, an unknown path 404 `emulator_unknown_path`: both look like nothing the vendor says, so that they are noticed. [Coverage](coverage.md) lists them.",
  "Links of batch listings and of files lead to `/object-store/…` on the port of API 2.0, not to another host. Their signature looks like Amazon's and isn't checked by its rules.",
  "Changes work at once, but for policies, which take five minutes to reach mail (guess `policyDelayMinutes`; the other `…DelayMinutes` below give managed URLs, senders, groups and hashes a delay too), and application settings, which take fifteen to reach the sign-in (`settingsDelayMinutes`): the longest that the vendor gives.",
  "Ids and tokens are opaque as the vendor's are, and made otherwise; those of one tenant mean nothing to another.",
  "Quotas are counted where one is published, nowhere else (guess `unpublishedQuotaPerMinute`). Calls are not slowed down.",
  "The company, its people and its mail are invented; addresses and domains are of the ranges kept for examples.",
  "The console follows the menus that setup guides name, in our own words and design.",
];
