import { composeUrl, type ManagedUrl } from "../console/managed-urls.js";
import { answerJson, Refusal } from "../wire/answer.js";
import { isObject, type JsonObject, readFlag, readText } from "../wire/decode.js";
import { readItems, writeEnvelope } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { KeptTexts } from "../wire/pieces.js";
import type { Handler } from "./handler.js";
import { cutPage } from "./list-pages.js";

const filters = ["all", "permitted", "blocked"] as const;
const texts = new KeptTexts<ManagedUrl>((entry) => JSON.stringify(entry));

/** Lists entries page by page; without a data item, all of them. */
export const listManagedUrls: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const entries = select(emulation.managedUrls.list(), item);
  const { rows, pagination } = cutPage(entries, { call, emulation, kind: "managed-url" });
  return answerJson(writeEnvelope({ status: 200, pagination }, texts.list(rows)));
};

function select(entries: readonly ManagedUrl[], item: JsonObject): ManagedUrl[] {
  const wanted = readText(item, "domainOrUrl");
  const isExact = readFlag(item, "exactMatch") ?? false;
  const words = readText(item, "domainOrComment")?.toLowerCase() ?? "";
  const action = readFilter(item);
  const found = entries.filter((entry) => {
    if (action !== "all" && (action === "blocked") !== (entry.action === "block")) return false;
    const { domain, comment } = entry;
    if (words !== "" && ![domain, comment].some((text) => text.toLowerCase().includes(words))) return false;
    if (wanted === null || wanted === "") return true;
    const url = composeUrl(entry);
    return isExact ? url === wanted || entry.domain === wanted : url.includes(wanted);
  });
  if (readFlag(item, "sortByUrl") !== true) return found;
  const sign = readText(item, "sortOrder") === "desc" ? -1 : 1;
  return found.sort((one, other) => sign * composeUrl(one).localeCompare(composeUrl(other)));
}

function readFilter(item: JsonObject): string {
  const list = item["filterBy"];
  if (!Array.isArray(list)) return "all";
  const entry: unknown = list.find(
    (candidate: unknown) => readText(candidate, "fieldName") === "overridetype",
  );
  const value = isObject(entry) ? (readText(entry, "value") ?? "all") : "all";
  if (filters.some((filter) => filter === value)) return value;
  throw new Refusal(
    wireErrors.itemsFailed([{ key: item, errors: [itemErrors.notAllowed("value", filters)] }]),
  );
}
