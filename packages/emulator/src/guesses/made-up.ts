/**
 * What is no guess about the vendor and needs no switch: what we made up about the invented company, and bounds of the
 * emulator's own. One entry a topic, in Markdown.
 */
export const madeUp: readonly string[] = [
  "The company: its people, partners and attributes, which mail it gets, which of it is spam, held, sandboxed, refused or clicked on, and by whom. Which mail Cloud Integrated sees (all that the gateway didn't refuse at the door), and what it says of it. Its leak policies only watch.",
  "What people do about held mail: within three days, and by day. A search of the archive by `<>` every night. Incidents by malicious files the sandbox let go, within hours; some are taken back days later.",
  "Rows turn up late by the fault `late-events` alone, in the logs; files and streams don't have them late.",
  "Exercises go out on the 12th of each month, training modules on the 3rd, to everybody; lists of people are made anew at midnight (UTC). `userDetails` is never given, `customAttribute` finds nobody.",
  "What waits in the processing queue: sandboxed mail, and mail that is delivered at the second attempt.",
  "The regional threat list follows from `seed` and `region` alone.",
  "Blocked files are refused like a virus, and allowed ones pass every scan; `disableRewrite` and `disableUserAwareness` mean something with a permit alone, as the vendor says.",
  "Packages of the account follow from its applications' products, less those that were withdrawn; which calls need which of them. The values of what decides nothing here are invented, those of secrets recognisably so.",
  "What stands in an update descriptor: a check reads its status. What `ldapSettings` holds: nothing.",
  "Which permissions Basic Administrator has: roles of your own have those you give them.",
  "An administrator is whoever calls: `admin: true` alone tells. What code or the control API administers is done by the account's first administrator, or by whom the console's sign-in cookie names.",
  "The console makes no keys within the 30 minutes; `createApplication()` of the code does, so that the refusal can be tried. Every gateway and host is on a port of its own.",
  "Searches: where a span has more than 400,000 messages, a page of the message finder, or of a mailbox, ends early after some 3,000 of them, and a page of a log after 1,000 rows that its filters leave out: empty perhaps, with a `next` that goes on there. `archive.search` and a remediation can't be answered in parts: beyond 400,000 messages they fail with `emulator_search_too_wide`. `search-hash` calls a hash that it hasn't found by then one of `failedHashes`.",
  "Bounds of what is kept: 64 MiB of uploads, the first of several attachments and no body of a mail that is sent by the API, a thousand requests in the log.",
  "Webhooks are listed and end; nothing calls them, as nobody shows with what.",
  "Imports of users read CSV alone: the address in the first column and the name in the second, unless a first line calls them otherwise.",
  "`directory.domains.publishMx` sets which MX records of a domain are found; the company's first domain is right from the start, one that was added has none.",
  "Files of refused mail: nothing is kept, `xdk_failure`. A message's file is the mail as it was received.",
  "Config snapshots: counts in an answer are those of entries; a group comes back under its own id.",
  "Words that are taken as they come, since nobody has published them all: protection modes, options of Anti-Spoofing and Greylisting. Of `PATCH gateway-details`, `outboundEnabled` alone is taken. More about policies: [docs/emulator/policies.md](../../docs/emulator/policies.md).",
];

/** Unknown numbers that are options of their own, and what each is. */
export const guessedOptions: Readonly<Record<string, string>> = {
  maxSkewMinutes: "how far `x-mc-date` may be off: fifteen minutes are customary (feeds 2.1, 10.2)",
  publishEveryMinutes: "how often SIEM files come out: every fifteen or thirty minutes (feeds 5.1, 5.2)",
  retentionDays: "how long SIEM files are kept (feeds 5.1, 5.2)",
  hashQuota: "how many file hashes an account may have (feeds 5.20)",
  managedUrlQuota: "how many managed URLs an account may have (actions 2.3)",
  drift: "in which of the spellings seen the gateway's lines are written (feeds 5.4)",
};
