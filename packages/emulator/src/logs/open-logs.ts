import type { RecordedLogs } from "../records/load-records.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Traffic } from "../traffic/traffic.js";
import { attachmentEntries } from "./attachment-log.js";
import { auditEntries } from "./audit-log.js";
import type { AuditTrail } from "./audit-trail.js";
import type { EventLog, EventLogs } from "./event-log.js";
import { type EntryMaker, GeneratedLog } from "./generated-log.js";
import { impersonationEntries } from "./impersonation-log.js";
import { leakEntries } from "./leak-log.js";
import type { LogFeed } from "./log-row.js";
import { RecordedLog } from "./recorded-log.js";
import { liveRejectionEntries, rejectionEntries } from "./rejection-log.js";

const nothing: EntryMaker = () => [];

/** The logs, of generated traffic or of recorded rows, and how to make them anew behind a change of rules. */
export function openLogs(options: {
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly auditTrail: AuditTrail;
  readonly recorded: RecordedLogs | null;
  readonly seed: number;
  readonly historyStart: number;
  readonly cacheBytes: number;
}): { readonly logs: EventLogs; readonly forgetFrom: (time: number) => void } {
  const { traffic, live, auditTrail, recorded, seed, historyStart, cacheBytes } = options;
  const generated: GeneratedLog[] = [];
  const open = (feed: LogFeed, makers: { generate: EntryMaker; live: EntryMaker }): EventLog => {
    // Mail delivered by hand doesn't show among recorded mail; what was changed through the API does.
    if (recorded !== null) return new RecordedLog(recorded[feed], feed === "audit" ? makers.live : nothing);
    const log = new GeneratedLog({ ...makers, historyStart, cacheBytes });
    generated.push(log);
    return log;
  };
  const logs: EventLogs = {
    "ttp-attachment": open("ttp-attachment", { generate: attachmentEntries(traffic), live: nothing }),
    "ttp-impersonation": open("ttp-impersonation", {
      generate: impersonationEntries(traffic),
      live: nothing,
    }),
    audit: open("audit", { generate: auditEntries(traffic.company, seed), live: auditTrail.between }),
    dlp: open("dlp", { generate: leakEntries(traffic), live: nothing }),
    rejections: open("rejections", {
      generate: rejectionEntries(traffic),
      live: liveRejectionEntries(live),
    }),
  };
  return {
    logs,
    forgetFrom(time) {
      for (const log of generated) log.forgetFrom(time);
    },
  };
}
