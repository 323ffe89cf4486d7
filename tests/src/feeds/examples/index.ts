import { account } from "./account.js";
import { archive } from "./archive.js";
import { awareness } from "./awareness.js";
import type { FeedExample } from "./example.js";
import { gateway } from "./gateway.js";
import { mailLogs } from "./mail-logs.js";
import { targetedThreats } from "./targeted-threats.js";
import { threatIntel } from "./threat-intel.js";
import { threats } from "./threats.js";

export type { FeedExample, VendorRecord } from "./example.js";

/** Example records by feed. A feed without one fails the conformance suite. */
const examples: Readonly<Record<string, FeedExample>> = {
  ...targetedThreats,
  ...gateway,
  ...mailLogs,
  ...threatIntel,
  ...archive,
  ...threats,
  ...awareness,
  ...account,
};

export function exampleOf(feed: string): FeedExample {
  const example = examples[feed];
  if (example === undefined) throw new Error(`${feed} has no example in tests/src/feeds/examples`);
  return example;
}
