import type { FidelityCase } from "../case.js";
import { exchange } from "../samples.js";
import { at, type Reply, type Wire } from "../wire.js";

type Ask = Wire["post1"];
type Item = Readonly<Record<string, unknown>>;

const when = (time: number) => new Date(time).toISOString().replace(/\.\d+Z/, "+0000");

function span(wire: Wire, names: readonly [string, string]): Item {
  const now = wire.tenant.clock.now();
  return { [names[0]]: when(now - 86_400_000), [names[1]]: when(now) };
}

const ask = (post: Ask, path: string, item: Item, pagination: Item) =>
  post(path, { meta: { pagination }, data: [item] });

/** The first page, and as many after it as show what only some rows carry. */
async function readPages(post: Ask, path: string, item: Item): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  let token: unknown;
  do {
    const paging = token === undefined ? { pageSize: 100 } : { pageSize: 100, pageToken: token };
    const reply = await ask(post, path, item, paging);
    replies.push(reply);
    token = at(reply.body, "meta", "pagination", "next");
  } while (token !== undefined && replies.length < 5);
  return replies;
}

const feeds: readonly {
  readonly path: string;
  readonly names?: readonly [string, string];
  readonly item?: Item;
}[] = [
  { path: "/api/audit/get-audit-events", names: ["startDateTime", "endDateTime"] },
  { path: "/api/dlp/get-logs" },
  { path: "/api/ttp/attachment/get-logs" },
  { path: "/api/ttp/impersonation/get-logs" },
  { path: "/api/ttp/url/get-logs" },
  { path: "/api/archive/get-archive-search-logs" },
  { path: "/api/gateway/get-held-release-logs" },
];

const onlySome = "which scans a link went through names the keys";
const undated = "which of the two searches of the log shows it is told both ways; shown by both";
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "/api/ttp/url/get-logs": { "data[].clickLogs[].tagMap": onlySome },
  "/api/archive/get-archive-search-logs": {
    "data[].logs[].isAdmin": undated,
    "data[].logs[].museQuery": undated,
    "data[].logs[].searchPath": undated,
  },
  "/api/gateway/get-held-release-logs": {
    "data[].heldReleaseLogs[].heldGroup": "documented; the recorded records lack it",
    "data[].heldReleaseLogs[].to[].displayableName": "documented; nobody recorded has a name",
    "data[].heldReleaseLogs[].fromHdr.displayableName": "documented; nobody recorded has a name",
    "data[].heldReleaseLogs[].spamProcessingDetail.spamVerdict": "documented name of the verdict",
    "data[].heldReleaseLogs[].spamProcessingDetail.verdict": "how much of it is told depends on the mail",
  },
};
const mockPaging = {
  "meta.pagination.pageToken": "the mock server that was recorded calls `next` so",
  "meta.pagination.next": "whether there is more depends on the traffic, and the mock calls it otherwise",
  "meta.pagination.previous": "the recorded page is the first",
  "meta.pagination.totalCount": "only some recordings count",
};

/** Log calls of one generation, as a mock of them was recorded. */
function logsOf(generation: "1.0" | "2.0"): readonly FidelityCase[] {
  const file = `elastic/exchanges/${generation === "1.0" ? "v1" : "v2"}.json`;
  const recorded = feeds.filter(
    ({ path }) => generation === "2.0" || !(path.includes("archive") || path.includes("held")),
  );
  return recorded.map(({ path, names = ["from", "to"], item = {} }) => ({
    name: `${generation}: ${path}`,
    sample: { file, pick: exchange(path, 0) },
    ask: (wire) => {
      const post = generation === "1.0" ? wire.post1 : wire.post2;
      return readPages(post, path, { ...span(wire, names), ...item });
    },
    known: { ...known[path], ...mockPaging },
  }));
}

export const logs: readonly FidelityCase[] = [...logsOf("1.0"), ...logsOf("2.0")];
