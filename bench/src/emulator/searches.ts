import { markdown } from "../store-layout/table.js";
import { ask, authorized } from "./asking.js";
import { percentile } from "./pages.js";
import { type Subject, startSubject } from "./subject.js";

const dayMs = 86_400_000;
const pageSize = 100;
const mebibyte = 1024 * 1024;

/** A list that is searched rather than read. */
interface Search {
  readonly name: string;
  readonly path: string;
  /** What is asked for of what lies before `until`. */
  readonly item: (until: string) => object;
  /** How far back its places lie, days. */
  readonly days: number;
}

const held = "/api/gateway/get-hold-message-list";
const left = "/api/gateway/get-held-release-logs";
const finder = "/api/message-finder/search";
const archive = "/api/archive/search";
const incidents = "/api/ttp/remediation/find-incidents";
const noSuchWord = "nowhere at all";

const filter = (fieldName: string, value: string) => ({ filterBy: [{ fieldName, value }] });
const search = (fieldName: string, value: string) => ({ searchBy: { fieldName, value } });
const track = (options: object) => ({ advancedTrackAndTraceOptions: options });

/** `word` is a common one of subjects, `sender` one that writes much. */
function listSearches({ word, sender }: { readonly word: string; readonly sender: string }): Search[] {
  const query = (muse: string, startRow = 0) => ({
    admin: true,
    query: `<?xml version="1.0"?><xmlquery trace="iql,muse"><metadata query-type="emailarchive" archive="true" active="false" page-size="${pageSize}" startrow="${startRow}"><smartfolders/><return-fields></return-fields></metadata><muse>${muse}</muse></xmlquery>`,
  });
  const text = (words: string, span: string) => `<text>${words}</text><date select="${span}"/>`;
  const inHeld = { path: held, days: 13 };
  const inLeft = { path: left, days: 29 };
  const inFinder = { path: finder, days: 29 };
  const inArchive = { path: archive, days: 0 };
  const inIncidents = { path: incidents, days: 0 };
  return [
    { ...inHeld, name: "held mail", item: (end) => ({ admin: true, end }) },
    {
      ...inHeld,
      name: "held mail from one sender",
      item: (end) => ({ admin: true, end, ...search("sender", sender) }),
    },
    {
      ...inHeld,
      name: "held mail, nothing found",
      item: (end) => ({ admin: true, end, ...search("subject", noSuchWord) }),
    },
    { ...inLeft, name: "left the queue", item: (end) => ({ end }) },
    { ...inLeft, name: "released", item: (end) => ({ end, ...filter("status", "released") }) },
    {
      ...inLeft,
      name: "left the queue, nothing found",
      item: (end) => ({ end, ...search("subject", noSuchWord) }),
    },
    { ...inIncidents, name: "incidents without bounds", item: () => filter("type", "all") },
    { ...inIncidents, name: "manual incidents without bounds", item: () => filter("type", "manual") },
    { ...inIncidents, name: "incidents, nothing found", item: () => search("reason", noSuchWord) },
    { ...inFinder, name: "mail from one sender", item: (end) => ({ end, ...track({ from: sender }) }) },
    { ...inFinder, name: "mail by a word", item: (end) => ({ end, ...track({ subject: word }) }) },
    { ...inFinder, name: "mail, nothing found", item: (end) => ({ end, ...track({ subject: noSuchWord }) }) },
    { ...inArchive, name: "archive of a month", item: () => query(text("", "last_month")) },
    { ...inArchive, name: "archive, 10,000 rows further", item: () => query(text("", "last_month"), 10_000) },
    { ...inArchive, name: "archive by a word", item: () => query(text(word, "yesterday")) },
    { ...inArchive, name: "archive, nothing found", item: () => query(text(noSuchWord, "last_month")) },
  ];
}

/** What pages of lists that are searched cost the server, and how much memory it had at the most by then. */
export async function measureSearches(options: {
  readonly messagesPerDay: number;
  readonly pages: number;
}): Promise<void> {
  const { messagesPerDay, pages } = options;
  const tenant = await startSubject({ messagesPerDay });
  const rows: string[][] = [];
  for (const list of listSearches(await readModels(tenant))) {
    const first: number[] = [];
    const next: number[] = [];
    const found: number[] = [];
    for (let page = 0; page < pages; page += 1) {
      const ago = ((page * 7919) % 10_000) * ((list.days * dayMs) / 10_000);
      const item = list.item(new Date(Date.now() - ago).toISOString().replace(/\.\d+Z$/, "+0000"));
      const begun = await spentOn(tenant, { list, item });
      first.push(begun.cpuMs);
      found.push(begun.rows);
      if (begun.next === undefined) continue;
      next.push((await spentOn(tenant, { list, item, pageToken: begun.next })).cpuMs);
    }
    const { peakRssBytes } = await tenant.tell();
    const spread = (times: readonly number[]) =>
      times.length === 0
        ? ["–", "–"]
        : [percentile(times, 0.5), percentile(times, 1)].map((time) => `${time.toFixed(1)} ms`);
    const size = `${Math.round(peakRssBytes / mebibyte)} MiB`;
    rows.push([list.name, String(percentile(found, 0.5)), ...spread(first), ...spread(next), size]);
  }
  await tenant.stop();
  const title = `Pages of ${pageSize} of lists that are searched, ${pages} places, ${messagesPerDay} messages a day: processor time of the server`;
  const head = [
    "what",
    "rows",
    "first page: median",
    "worst",
    "next page: median",
    "worst",
    "peak memory by then",
  ];
  console.log(markdown({ title, head, rows }));
}

/** A sender and a word of mail that there is. */
async function readModels(tenant: Subject): Promise<{ readonly word: string; readonly sender: string }> {
  const question = await authorized(tenant.first, held, { data: [{ admin: true }] });
  const { data } = JSON.parse((await ask(question)).body) as {
    readonly data: readonly { readonly from: { readonly emailAddress: string }; readonly subject: string }[];
  };
  return {
    word: data[0]?.subject.split(" ").find((part) => /^\w{4,}$/.test(part)) ?? "invoice",
    sender: data[0]?.from.emailAddress ?? "",
  };
}

async function spentOn(
  tenant: Subject,
  page: { readonly list: Search; readonly item: object; readonly pageToken?: string },
) {
  const { list, item, pageToken } = page;
  const pagination = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
  const body = list.path === archive ? { data: [item] } : { meta: { pagination }, data: [item] };
  const question = await authorized(tenant.first, list.path, body);
  const before = (await tenant.tell()).cpuMs;
  const answer = await ask(question);
  const { cpuMs } = await tenant.tell();
  if (answer.status !== 200) throw new Error(`${list.path} answered ${answer.status}: ${answer.body}`);
  const { meta, data } = JSON.parse(answer.body) as {
    readonly meta: { readonly pagination?: { readonly next?: string } };
    readonly data?: readonly Readonly<Record<string, unknown>>[];
  };
  return { cpuMs: cpuMs - before, next: meta.pagination?.next, rows: countRows(data ?? []) };
}

/** Rows stand in `data`, or in a list that is the only one of its first item. */
function countRows(data: readonly Readonly<Record<string, unknown>>[]): number {
  const within = Object.values(data[0] ?? {}).find(Array.isArray);
  return within !== undefined && data.length === 1 ? within.length : data.length;
}
