import { operations } from "@postern/mimecast/catalogue";
import { type Detail, whole, word } from "../declared/detail.js";
import { typesOfFeed } from "../siem/siem-archive.js";
import { feeds } from "../tenant/feeds.js";
import { loginOperations } from "../wire/routes.js";
import type { AimName } from "./declaration.js";
import { pathKinds } from "./site.js";

const operationNames = [...new Set([...Object.keys(operations), ...loginOperations])].sort();
const types = [...new Set([...typesOfFeed["siem-2.0"], ...typesOfFeed["siem-ci"]])];

/** What any fault can be aimed and timed by. */
export const faultAims: Readonly<Record<AimName, Detail>> = {
  operation: word(operationNames, "an operation of the catalogue"),
  feed: word(feeds, "the operation that serves this feed"),
  type: word(types, "for single SIEM files: only files of this type"),
  generation: word(["1.0", "2.0"], "only calls of this generation"),
  path: word(
    pathKinds,
    "only paths of this kind: `/api/…`, `/siem/…`, the other resources of API 2.0, logins, the token, or downloads, which faults of sockets and 5xx leave alone otherwise",
  ),
  effect: word(["read", "write"], "only calls that change something, or only those that don't"),
  times: whole("answers spoiled: default 1, for ever with a schedule or a probability; `forever`", {
    least: 1,
  }),
  after: whole("matching answers left alone before (default 0)", { least: 0 }),
  probability: { is: "fraction", says: "of each matching answer to be spoiled" },
  seed: whole("another one draws other answers (default 1)", { least: 0 }),
  from: { is: "time", says: "not before, by the tenant's clock" },
  until: { is: "time", says: "not at or after" },
  everyMinutes: whole("again and again, counted from `from` or from the injection", { least: 1 }),
  forMinutes: whole("in the first minutes of each round (default 5)", { least: 1 }),
};

export function isAimName(name: string): name is AimName {
  return Object.hasOwn(faultAims, name);
}
