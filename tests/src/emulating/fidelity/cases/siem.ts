import type { FidelityCase } from "../case.js";
import { exchange, member, whole } from "../samples.js";
import { at, type Wire } from "../wire.js";

const batches = "/siem/v1/batch/events";
const v2 = "elastic/exchanges/v2.json";
const threatFeed = "/api/ttp/threat-intel/get-feed";

/** Every page, and the empty one behind the last. */
async function listAll(wire: Wire, type: string, product = "cg") {
  const replies = [];
  let nextPage: unknown;
  let isDone = false;
  do {
    const page = nextPage === undefined ? "" : `&nextPage=${encodeURIComponent(String(nextPage))}`;
    const reply = await wire.ask2(`GET ${batches}/${product}?type=${type}&pageSize=100${page}`);
    replies.push(reply);
    nextPage = at(reply.body, "@nextPage");
    const files = at(reply.body, "value");
    isDone = Array.isArray(files) && files.length === 0;
  } while (!isDone && replies.length < 20);
  return replies;
}

const start = (wire: Wire) =>
  new Date(wire.tenant.clock.now() - 86_400_000).toISOString().replace(/\.\d+Z/, "+0000");

const readThreats = (wire: Wire, feedType: string, post: Wire["post1"]) =>
  post(threatFeed, { data: [{ feedType, fileType: "stix", compress: false, start: start(wire) }] });

export const siem: readonly FidelityCase[] = [
  {
    name: "siem.batch.cg: files",
    sample: { file: v2, pick: exchange(`${batches}/cg`, 1) },
    ask: async (wire) => (await listAll(wire, "receipt")).slice(0, 1),
  },
  {
    name: "siem.batch.cg: caught up",
    sample: {
      file: "sekoia-automation/batch_and_error_shapes.json",
      pick: member("batch_events_response_empty"),
    },
    ask: async (wire) => (await listAll(wire, "receipt")).slice(-1),
  },
  {
    name: "siem.batch.ci: entities",
    sample: { file: v2, pick: exchange(`${batches}/ci`, 0) },
    ask: async (wire) => (await listAll(wire, "entities", "ci")).slice(0, 1),
  },
  {
    name: "siem.stream.cg",
    sample: { file: "xsoar/v2_siem_raw_response.json", pick: whole },
    ask: async (wire) => {
      const until = wire.tenant.clock.now();
      const span = [until - 23 * 3_600_000, until].map((time) => new Date(time).toISOString());
      const query = `types=receipt&dateRangeStartsAt=${span[0] ?? ""}&dateRangeEndsAt=${span[1] ?? ""}`;
      return [await wire.ask2(`GET /siem/v1/events/cg?${query}`)];
    },
    known: {
      "value[].spamProcessingDetail": "the recorded mail was rejected before it was scanned",
      "value[].spamScore": "the recorded mail was rejected before it was scanned",
      "value[].virusFound": "the recorded mail was rejected by a rule that is told there",
    },
  },
  {
    name: "siem.get-logs: receipts as JSON",
    sample: { file: "xsoar/siem_response_multiple_events.json", pick: whole },
    ask: async (wire) => {
      const replies = [];
      let token: string | null = null;
      for (let count = 0; count < 30; count += 1) {
        const item: Record<string, unknown> = { type: "MTA", fileFormat: "json", compress: false };
        if (token !== null) item["token"] = token;
        const reply = await wire.post1("/api/audit/get-siem-logs", { data: [item] });
        token = reply.headers.get("mc-siem-token");
        if (/receipt/.test(reply.headers.get("content-disposition") ?? "")) replies.push(reply);
        if (token === null) break;
      }
      return replies;
    },
    known: Object.fromEntries(
      ["RejType", "RejCode", "RejInfo", "Error", "Virus", "SpamProcessingDetail"].map((key) => [
        `data[].${key}`,
        "documented for receipts; the recorded ones were all accepted and clean",
      ]),
    ),
  },
  ...(["malware_customer", "malware_grid"] as const).map(
    (feedType, index): FidelityCase => ({
      name: `2.0: ttp.threat-intel.get-feed: ${feedType}`,
      sample: { file: v2, pick: exchange(threatFeed, index * 2) },
      ask: async (wire) => [await readThreats(wire, feedType, wire.post2)],
    }),
  ),
  {
    name: "ttp.threat-intel.get-feed: nothing more",
    sample: { file: v2, pick: exchange(threatFeed, 1) },
    ask: async (wire) => {
      const now = wire.tenant.clock.now();
      const span = [now - 2000, now - 1000].map((time) =>
        new Date(time).toISOString().replace(/\.\d+Z/, "+0000"),
      );
      const item = { feedType: "malware_customer", fileType: "stix", start: span[0], end: span[1] };
      return [await wire.post2(threatFeed, { data: [item] })];
    },
  },
];
