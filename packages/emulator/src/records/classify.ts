import { type GatewayEventType, gatewayEventTypeByFilePrefix } from "@postern/mimecast/catalogue";
import { feedOfType, type SiemEventType, typesOfFeed } from "../siem/siem-archive.js";
import { type FileFeed, feeds, isLogFeed, type LogFeed } from "../tenant/feeds.js";
import { parseDate } from "../wire/dates.js";
import { isObject, type JsonObject, parseJson, readNumber, readText } from "../wire/decode.js";

/** What a recorded line is: a record of a feed we serve, or the reason why it is skipped. */
export type Classified =
  | {
      readonly feed: FileFeed;
      readonly time: number | null;
      readonly type: SiemEventType;
      readonly record: JsonObject;
    }
  | { readonly feed: LogFeed; readonly time: number | null; readonly record: JsonObject }
  | { readonly feed: null; readonly reason: string };

const skip = (reason: string): Classified => ({ feed: null, reason });

/** Tells a line's feed from its fields, and from its file's name where those leave it open. */
export function classifyLine(line: string, fileName: string): Classified {
  const record = parseJson(line);
  if (record === undefined) return skip("not JSON");
  if (!isObject(record)) return skip("not a JSON object");
  if ("meta" in record && "data" in record) return skip("a whole API answer, not a record");
  return (
    classifySiem(record) ??
    classifyThreat(record, fileName) ??
    classifyLog(record) ??
    classifyByName(record, fileName) ??
    skip("record of an unknown feed")
  );
}

function classifySiem(record: JsonObject): Classified | null {
  if (("accountId" in record || "aggregateId" in record) && ("type" in record || "eventType" in record)) {
    const name = readText(record, "type") ?? readText(record, "eventType") ?? "";
    const type = [...typesOfFeed["siem-2.0"], ...typesOfFeed["siem-ci"]].find((known) => known === name);
    if (type !== undefined)
      return { feed: feedOfType(type), time: readNumber(record, "timestamp"), type, record };
    return skip("SIEM 2.0 event of an unknown type");
  }
  if ("acc" in record && ("aCode" in record || "datetime" in record)) {
    const type = typeFromDisposition(record) ?? typeFromFields(record);
    if (type === null) return skip("SIEM 1.0 record of an unknown type");
    return { feed: "siem-1.0", time: readDateText(record, "datetime"), type, record };
  }
  return null;
}

/** A STIX object; which list it stands on is told by the file it came in, and by nothing in it. */
function classifyThreat(record: JsonObject, fileName: string): Classified | null {
  const type = readText(record, "type");
  if (type === null || readText(record, "id")?.startsWith(`${type}--`) !== true) return null;
  if (type === "bundle") return skip("a whole API answer, not a record");
  const origin = readText(record, "Content-Disposition") ?? fileName;
  return {
    feed: /grid/i.test(origin) ? "threat-intel-grid" : "threat-intel-customer",
    time: readDateText(record, "modified") ?? readDateText(record, "created"),
    record,
  };
}

function readDateText(record: JsonObject, key: string): number | null {
  const text = readText(record, key);
  return text === null ? null : parseDate(text);
}

/** Some recorders keep the download's header in the record: its file name tells the type where it has a prefix. */
function typeFromDisposition(record: JsonObject): GatewayEventType | null {
  const header = readText(record, "Content-Disposition") ?? "";
  const [, name = ""] = /filename="?([^";]+)/i.exec(header) ?? [];
  const words = name.split("_");
  const prefix = words[0] === "ttp" ? words.slice(0, 2).join("_") : (words[0] ?? "");
  return gatewayEventTypeByFilePrefix[prefix] ?? null;
}

// The first that fits wins: each test holds for its type and for none below it.
const signs: readonly (readonly [GatewayEventType, (has: (key: string) => boolean) => boolean])[] = [
  ["internal email protect", (has) => has("ScanResultInfo") || has("URL")],
  ["impersonation protect", (has) => has("TaggedMalicious") || has("Definition") || has("Hits")],
  ["journal", (has) => has("RcptActType") || has("RcptHdrType")],
  ["delivery", (has) => has("Delivered") || has("Attempt") || has("Snt")],
  [
    "av",
    (has) => has("Virus") && (has("fileName") || has("sha256") || has("MimecastIP") || has("CustomerIP")),
  ],
  ["attachment protect", (has) => has("sha256") || has("fileName") || has("fileMime")],
  ["url protect", (has) => has("url") || has("urlCategory") || has("credentialTheft")],
  ["process", (has) => has("Act") && (has("MsgSize") || has("Hld") || has("AttNames") || has("AttCnt"))],
  ["receipt", (has) => has("Act") || has("RejType") || has("SpamScore") || has("SpamInfo")],
  ["spam", (has) => has("SourceIP") || has("SenderDomain")],
];

function typeFromFields(record: JsonObject): GatewayEventType | null {
  return signs.find(([, fits]) => fits((key) => key in record))?.[0] ?? null;
}

/** Fields that tell a log, and where its time stands. The first that fits wins. */
const logSigns: readonly (readonly [
  feed: LogFeed,
  time: string,
  fits: (has: (key: string) => boolean) => boolean,
])[] = [
  [
    "ttp-url",
    "date",
    (has) => has("userEmailAddress") && has("url") && (has("scanResult") || has("ttpDefinition")),
  ],
  ["audit", "eventTime", (has) => has("auditType")],
  ["ttp-attachment", "date", (has) => has("fileHash") || has("actionTriggered")],
  ["ttp-impersonation", "eventTime", (has) => has("impersonationResults") || has("identifiers")],
  ["dlp", "eventTime", (has) => has("policy") && has("eventTime")],
  ["rejections", "created", (has) => has("toAddressPreCheck") || has("remoteEhlo")],
  ["held-releases", "released", (has) => has("heldReason") || has("released")],
  ["archive-search", "createTime", (has) => has("createTime") && (has("searchText") || has("searchReason"))],
  ["archive-view", "viewed", (has) => has("viewed") || has("contentViewed")],
];

/** Where the time of the feeds stands that only their file's name tells. Most snapshots have none. */
const timesOfNamed: Readonly<Record<string, string>> = {
  "held-messages": "dateReceived",
  "queue-depth": "date",
  "remediation-incidents": "create",
  "reported-emails": "reportedDateTime",
  "threat-events": "timestamp",
};

/** A file called after a feed: `held-messages.ndjson`, `held-messages_2024-03-01.jsonl`. */
function classifyByName(record: JsonObject, fileName: string): Classified | null {
  const [, name] = /(?:^|[/\\])([a-z-]+[a-z])[^/\\]*$/.exec(fileName) ?? [];
  const feed = feeds.find((candidate) => candidate === name);
  if (feed === undefined || !isLogFeed(feed)) return null;
  const time = timesOfNamed[feed];
  return { feed, time: time === undefined ? null : readDateText(record, time), record };
}

function classifyLog(record: JsonObject): Classified | null {
  const sign = logSigns.find(([, , fits]) => fits((key) => key in record));
  if (sign === undefined) return null;
  const [feed, time] = sign;
  return { feed, time: readDateText(record, time), record };
}
