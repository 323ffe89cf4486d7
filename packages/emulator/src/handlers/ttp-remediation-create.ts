import { whoCalls } from "../administration/caller.js";
import { dayMs } from "../clock/spans.js";
import { noteRemediation } from "../logs/audit-trail.js";
import type { RemediationSearch } from "../remediation/remediator.js";
import { parseDate } from "../wire/dates.js";
import { type JsonObject, readText } from "../wire/decode.js";
import { type ItemError, itemErrors } from "../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "./each-item.js";

type Read = { readonly search: RemediationSearch } | { readonly errors: readonly ItemError[] };

/** How the two versions of the call spell what is searched by. */
const spellings = {
  first: { kinds: ["hash", "messageId", "url"], hash: "hashOrMessageId" },
  second: { kinds: ["hash", "message_ids", "url"], hash: "hash" },
} as const;
type Version = keyof typeof spellings;

/** Has messages taken out of the mailboxes, by a file's hash, one message id or a URL. */
export const createIncident = handleEach((request) => create(request, "first"), { most: 1 });

/** The same, by several message ids at once if asked. */
export const createIncidentV2 = handleEach((request) => create(request, "second"), { most: 1 });

/** Only what was searched by counts: values beside it are passed over, as far as is known. */
function create({ item, call, emulation }: ItemCall, version: Version): ItemOutcome {
  const { clock, remediator } = emulation;
  const now = clock.now();
  const read = readSearch(item, version);
  const errors = "errors" in read ? [...read.errors] : [];
  const reason = readText(item, "reason");
  if (reason === null) errors.push(itemErrors.missing("reason"));
  else if (reason.trim() === "") errors.push(itemErrors.blank("reason"));
  const start = readDate(item, { field: "start", usual: now - 30 * dayMs, errors });
  const end = readDate(item, { field: "end", usual: now, errors });
  if (errors.length > 0 || "errors" in read || reason === null) return { errors };
  const url = "url" in read.search ? emulation.links.open(read.search.url) : null;
  const search = url === null ? read.search : { url };
  const by = whoCalls(call.visitor, emulation).user;
  const { fields } = remediator.create({ search, reason, start, end, by }, now);
  // Whoever has lost a mail clicks no more in it.
  emulation.forgetFuture();
  noteRemediation("remove", readText(fields, "code") ?? "", { call, emulation });
  return { row: fields };
}

function readSearch(item: JsonObject, version: Version): Read {
  const { kinds, hash: hashField } = spellings[version];
  const kind = kinds.find((candidate) => candidate === (item["searchBy"] ?? "hash"));
  switch (kind) {
    case undefined:
      return { errors: [itemErrors.notAllowed("searchBy", kinds)] };
    case "hash": {
      const hash = readText(item, hashField);
      if (hash === null || hash === "") return nothing;
      return /^[0-9a-f]{64}$/i.test(hash)
        ? { search: { hash } }
        : { errors: [itemErrors.hashInvalid(hashField)] };
    }
    case "url": {
      const url = readText(item, "url");
      return url === null || url === "" ? nothing : { search: { url } };
    }
    case "messageId": {
      const messageId = readText(item, "hashOrMessageId");
      return messageId === null || messageId === "" ? nothing : { search: { messageIds: [messageId] } };
    }
    case "message_ids": {
      const ids = item["messageIds"];
      if (!Array.isArray(ids) || ids.length === 0) return nothing;
      return { search: { messageIds: ids.map(String) } };
    }
  }
}

const nothing: Read = { errors: [itemErrors.nothingGiven()] };

function readDate(
  item: JsonObject,
  rule: { readonly field: string; readonly usual: number; readonly errors: ItemError[] },
): number {
  const given = item[rule.field] ?? null;
  if (given === null) return rule.usual;
  const time = typeof given === "string" ? parseDate(given) : null;
  if (time === null) rule.errors.push(itemErrors.invalidDate(rule.field));
  return time ?? rule.usual;
}
