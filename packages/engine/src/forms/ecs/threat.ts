import { formatTime } from "../../feeds/values/format-time.js";
import type { Meaning } from "../../vocabulary/index.js";
import type { FormDocument } from "../event.js";
import { type Indicator, isHash, readIndicators } from "../indicators.js";

/** Indicators in ECS: the `threat.indicator` object, and the hashes and hosts that belong to what is related. */
export interface DescribedIndicator {
  readonly indicator: FormDocument;
  readonly hashes: readonly string[];
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
}

/** Names that ECS admits for `threat.indicator.type`; they are those of STIX. */
const types: ReadonlySet<string> = new Set([
  "autonomous-system",
  "artifact",
  "directory",
  "domain-name",
  "email-addr",
  "file",
  "ipv4-addr",
  "ipv6-addr",
  "mac-addr",
  "mutex",
  "port",
  "process",
  "software",
  "url",
  "user-account",
  "windows-registry-key",
  "x509-certificate",
]);

/** What a threat is told by. Of several comparisons of one kind the first has the field, and all are related. */
export function describeIndicator({ pattern, firstSeen, modifiedAt }: Meaning): DescribedIndicator {
  const found = readIndicators(pattern);
  const indicator: FormDocument = { provider: "Mimecast" };
  const type = found.map(({ object }) => object).find((object) => types.has(object));
  if (type !== undefined) indicator["type"] = type;
  const file = describeFile(found);
  if (file !== null) indicator["file"] = file;
  for (const { object, value } of found) setValue(indicator, { object, value });
  if (firstSeen !== undefined) indicator["first_seen"] = formatTime(firstSeen);
  if (modifiedAt !== undefined) indicator["modified_at"] = formatTime(modifiedAt);
  const valuesOf = (...objects: readonly string[]): readonly string[] =>
    found.filter(({ object }) => objects.includes(object)).map(({ value }) => value);
  return {
    indicator,
    hashes: [...new Set(found.filter(isHash).map(({ value }) => value))],
    hosts: valuesOf("domain-name"),
    addresses: valuesOf("ipv4-addr", "ipv6-addr"),
  };
}

function describeFile(found: readonly Indicator[]): FormDocument | null {
  const hash: FormDocument = {};
  const file: FormDocument = {};
  for (const each of found) {
    if (each.object !== "file") continue;
    if (isHash(each)) hash[each.property] ??= each.value;
    else if (each.property === "name") file["name"] ??= each.value;
  }
  if (Object.keys(hash).length > 0) file["hash"] = hash;
  return Object.keys(file).length === 0 ? null : file;
}

function setValue(indicator: FormDocument, { object, value }: { object: string; value: string }): void {
  switch (object) {
    case "url":
      indicator["url"] ??= { original: value };
      break;
    case "domain-name":
      indicator["url"] ??= { domain: value };
      break;
    case "ipv4-addr":
    case "ipv6-addr":
      indicator["ip"] ??= value;
      break;
    case "email-addr":
      indicator["email"] ??= { address: value };
      break;
    default:
      break;
  }
}
