import { composeUrl, type ManagedUrl } from "../console/managed-urls.js";
import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "../wire/answer.js";
import { isObject, type JsonObject, readFlag, readText } from "../wire/decode.js";
import { answerEnvelope, readItems, readPageRequest } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";

const filters = ["all", "permitted", "blocked"] as const;

/** Lists entries page by page; without a data item, all of them. */
export const listManagedUrls: Handler = (call, emulation) => {
  const sizes = call.operation.pageSize ?? { default: 10, max: 500 };
  const page = readPageRequest(call.body, { generation: call.generation, ...sizes });
  const start = page.pageToken === null ? 0 : readStart(call, { emulation, token: page.pageToken });
  const entries = select(emulation.managedUrls.list(), readItems(call.body)[0] ?? {});
  const rows = entries.slice(start, start + page.pageSize);
  const end = start + rows.length;
  const pagination = {
    pageSize: rows.length === 0 ? 0 : page.pageSize,
    ...(entries.length === 0 ? {} : { totalCount: entries.length }),
    ...(end < entries.length ? { next: emulation.mint.seal("managed-url-page", [page.pageSize, end]) } : {}),
  };
  return answerEnvelope(
    rows.map((entry) => ({ ...entry, id: showId(entry, emulation) })),
    { pagination },
  );
};

function readStart(call: Call, options: { readonly emulation: Emulation; readonly token: string }): number {
  const [, start] = options.emulation.mint.open("managed-url-page", options.token) ?? [];
  if (typeof start !== "number") throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
  return start;
}

function select(entries: readonly ManagedUrl[], item: JsonObject): ManagedUrl[] {
  const wanted = readText(item, "domainOrUrl");
  const isExact = readFlag(item, "exactMatch") ?? false;
  const action = readFilter(item);
  const found = entries.filter((entry) => {
    if (action !== "all" && (action === "blocked") !== (entry.action === "block")) return false;
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

let reads = 0;

/** With the oddity on, the same entry shows another id at every read; each of them works. */
function showId(entry: ManagedUrl, emulation: Emulation): string {
  if (!emulation.oddities.changingManagedUrlIds) return entry.id;
  reads += 1;
  return emulation.mint.seal("managed-url-id", [entry.id, reads]);
}
