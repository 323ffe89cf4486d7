import type { Meaning } from "../../vocabulary/index.js";
import type { FormDocument } from "../event.js";

/** Every user, address, host and hash of the document, each once: where an analyst's pivot starts. */
export function describeRelated(meaning: Meaning, url: FormDocument | null): FormDocument | null {
  const users = collect(meaning.headerSender, meaning.sender, meaning.actor);
  if (meaning.actor !== undefined) addAccount(users, meaning.actor);
  if (meaning.targetUser !== undefined) addAccount(users, meaning.targetUser);
  const { recipients } = meaning;
  if (recipients !== undefined) addAll(users, recipients);
  const addresses = collect(meaning.sourceIp, meaning.destinationIp, meaning.clientIp);
  const hosts = collect(meaning.senderDomain, meaning.sourceHost, meaning.destinationHost);
  const urlHost = url?.["domain"];
  if (typeof urlHost === "string" && !hosts.includes(urlHost)) hosts.push(urlHost);
  const hashes = collect(meaning.md5, meaning.sha1, meaning.sha256);
  if (users.length + addresses.length + hosts.length + hashes.length === 0) return null;
  const related: FormDocument = {};
  if (users.length > 0) related["user"] = users;
  if (addresses.length > 0) related["ip"] = addresses;
  if (hosts.length > 0) related["hosts"] = hosts;
  if (hashes.length > 0) related["hash"] = hashes;
  return related;
}

function collect(one: string | undefined, two: string | undefined, three: string | undefined): string[] {
  const known: string[] = [];
  if (one !== undefined) known.push(one);
  if (two !== undefined && two !== one) known.push(two);
  if (three !== undefined && three !== one && three !== two) known.push(three);
  return known;
}

/** Whoever acts is also known by the name in front of the address. */
function addAccount(users: string[], account: string): void {
  if (!users.includes(account)) users.push(account);
  const at = account.lastIndexOf("@");
  const name = account.slice(0, at);
  if (at > 0 && !users.includes(name)) users.push(name);
}

/** Lists this long are looked through more quickly as a set. */
const longList = 20;

function addAll(known: string[], values: readonly string[]): void {
  if (values.length < longList) {
    for (const value of values) if (!known.includes(value)) known.push(value);
    return;
  }
  const seen = new Set(known);
  for (const value of values) {
    if (seen.has(value)) continue;
    seen.add(value);
    known.push(value);
  }
}
