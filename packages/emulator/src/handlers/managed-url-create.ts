import { composeUrl, type ManagedUrl, type ManagedUrlDraft, takeUrlApart } from "../console/managed-urls.js";
import { noteManagedUrl } from "../logs/audit-trail.js";
import type { Emulation } from "../tenant/emulation.js";
import { type JsonObject, readFlag, readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemError, type ItemFailure, itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";

/** Each item stands for itself: some may be created while others fail. */
export const createManagedUrls: Handler = (call, emulation) => {
  const items = readItems(call.body);
  if (items.length === 0) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  const data: ManagedUrl[] = [];
  const fail: ItemFailure[] = [];
  for (const item of items) {
    const result = item === null ? { key: {}, errors: [itemErrors.nullItem()] } : createOne(item, emulation);
    if ("errors" in result) fail.push(result);
    else {
      data.push(result);
      noteManagedUrl("Managed URL Created", result, { call, emulation });
    }
  }
  if (data.length > 0) emulation.forgetFuture();
  return answerEnvelope(data, { fail });
};

function createOne(item: JsonObject, emulation: Emulation): ManagedUrl | ItemFailure {
  const errors = validate(item);
  if (errors.length > 0) return { key: item, errors };
  const parts = takeUrlApart(readText(item, "url") ?? "");
  if (parts === null) return { key: describeKey(item), errors: [itemErrors.urlInvalid()] };
  if (emulation.managedUrls.find(composeUrl(parts)) !== null) {
    return { key: describeKey(item), errors: [itemErrors.urlExists()] };
  }
  if (emulation.managedUrls.list().length >= emulation.managedUrls.capacity)
    return { key: describeKey(item), errors: [itemErrors.urlListFull()] };
  const draft: ManagedUrlDraft = {
    ...parts,
    matchType: readText(item, "matchType") === "domain" ? "domain" : "explicit",
    action: readText(item, "action") === "permit" ? "permit" : "block",
    comment: readText(item, "comment") ?? "",
    ...readSwitches(item),
  };
  const makeId = (serial: number) => emulation.mint.blob("managed-url", serial);
  return emulation.managedUrls.add(draft, { now: emulation.clock.now(), makeId });
}

function readSwitches(item: JsonObject) {
  return {
    disableUserAwareness: readFlag(item, "disableUserAwareness") ?? false,
    disableRewrite: readFlag(item, "disableRewrite") ?? false,
    disableLogClick: readFlag(item, "disableLogClick") ?? false,
  };
}

function validate(item: JsonObject): ItemError[] {
  const errors: ItemError[] = [];
  const url = readText(item, "url");
  if (url === null) errors.push(itemErrors.missing("url"));
  else if (url === "") errors.push(itemErrors.blank("url"));
  const action = item["action"];
  if (action === undefined || action === null) errors.push(itemErrors.missing("action"));
  else if (action !== "block" && action !== "permit")
    errors.push(itemErrors.notAllowed("action", ["block", "permit"]));
  const matchType = item["matchType"] ?? "explicit";
  if (matchType !== "explicit" && matchType !== "domain") {
    errors.push(itemErrors.notAllowed("matchType", ["explicit", "domain"]));
  }
  return errors;
}

/** The item as the server understood it: with its defaults, and a field that was never asked for. */
function describeKey(item: JsonObject): JsonObject {
  return {
    url: item["url"],
    matchType: item["matchType"] ?? "explicit",
    action: item["action"],
    ...(item["comment"] === undefined ? {} : { comment: item["comment"] }),
    overrideUrl: false,
    ...readSwitches(item),
  };
}
