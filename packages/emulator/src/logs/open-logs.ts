import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import { writeClickRow } from "../clicks/click-row.js";
import { minuteMs } from "../clock/spans.js";
import type { RecordedLogs } from "../records/load-records.js";
import type { RegionCode } from "../regions/regions.js";
import { planStream } from "../siem/stream-rows.js";
import type { LogFeed } from "../tenant/feeds.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Traffic } from "../traffic/traffic.js";
import { attachmentEntries } from "./attachment-log.js";
import { auditEntries } from "./audit-log.js";
import type { AuditTrail } from "./audit-trail.js";
import type { EventLog, EventLogs } from "./event-log.js";
import { GeneratedLog } from "./generated-log.js";
import { impersonationEntries } from "./impersonation-log.js";
import { leakEntries } from "./leak-log.js";
import { RecordedLog } from "./recorded-log.js";
import { liveRejectionEntries, rejectionEntries } from "./rejection-log.js";
import { type EntryMaker, placeGenerated, placeLive, type RowMaker } from "./row-maker.js";
import { customerThreatEntries, regionalThreatEntries } from "./threat-log.js";

/** How a log is made where nothing was recorded. */
interface LogPlan {
  readonly generate: RowMaker;
  readonly live: RowMaker;
  /** What was done by hand shows among recorded rows too. */
  readonly isLiveAmongRecorded?: boolean;
  readonly spanMs?: number;
  readonly cacheBytes?: number;
}

const nothing: RowMaker = () => [];

/** The logs, of generated traffic or of recorded rows, and how to make them anew behind a change of rules. */
export function openLogs(options: {
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly auditTrail: AuditTrail;
  readonly recorded: RecordedLogs | null;
  readonly seed: number;
  readonly region: RegionCode;
  /** How often SIEM files are published. */
  readonly batchMs: number;
  readonly historyStart: number;
  readonly cacheBytes: number;
}): { readonly logs: EventLogs; readonly forgetFrom: (time: number) => void } {
  const { traffic, live, auditTrail, recorded, seed, region, historyStart } = options;
  const generated: GeneratedLog[] = [];
  const open = (feed: LogFeed, plan: LogPlan): EventLog => {
    if (recorded !== null) {
      return new RecordedLog(recorded[feed], plan.isLiveAmongRecorded === true ? plan.live : nothing);
    }
    const cacheBytes = Math.ceil(options.cacheBytes / 16);
    const log = new GeneratedLog({ cacheBytes, ...plan, historyStart });
    generated.push(log);
    return log;
  };
  const logs: EventLogs = {
    "siem-2.0-stream": open(
      "siem-2.0-stream",
      planStream({ traffic, live, batchMs: options.batchMs, types: gatewayEventTypes }),
    ),
    "ttp-url": open("ttp-url", {
      generate: (from, until) => traffic.clicksBetween(from, until).map(writeClickRow),
      live: (from, until) => live.clicksBetween(from, until).map(writeClickRow),
      isLiveAmongRecorded: true,
      // Clicks are many, and read most.
      spanMs: 5 * minuteMs,
      cacheBytes: Math.ceil(options.cacheBytes / 4),
    }),
    "ttp-attachment": open("ttp-attachment", onlyGenerated(attachmentEntries(traffic))),
    "ttp-impersonation": open("ttp-impersonation", onlyGenerated(impersonationEntries(traffic))),
    audit: open("audit", {
      generate: placeGenerated(auditEntries(traffic.company, seed)),
      live: placeLive(auditTrail.between),
      isLiveAmongRecorded: true,
    }),
    dlp: open("dlp", onlyGenerated(leakEntries(traffic))),
    // Mail delivered by hand doesn't show among recorded mail.
    rejections: open("rejections", {
      generate: placeGenerated(rejectionEntries(traffic)),
      live: placeLive(liveRejectionEntries(live)),
    }),
    "threat-intel-customer": open("threat-intel-customer", onlyGenerated(customerThreatEntries(traffic))),
    "threat-intel-grid": open("threat-intel-grid", onlyGenerated(regionalThreatEntries({ seed, region }))),
  };
  return {
    logs,
    forgetFrom(time) {
      for (const log of generated) log.forgetFrom(time);
    },
  };
}

function onlyGenerated(entries: EntryMaker): LogPlan {
  return { generate: placeGenerated(entries), live: nothing };
}
