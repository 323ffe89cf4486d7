import type { Account } from "../account/account.js";
import { exerciseRows, performanceRows, scoreRows, watchlistRows } from "../awareness/awareness-rows.js";
import { writeClickRow } from "../clicks/click-row.js";
import { readClickWords } from "../clicks/click-words.js";
import { hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import type { HeldMail } from "../held/held-mail.js";
import { writeCounts } from "../held/held-row.js";
import { ProcessingQueue } from "../held/processing-queue.js";
import { type RecordedLogs, stateTime } from "../records/load-records.js";
import type { RegionCode } from "../regions/regions.js";
import type { IncidentLog } from "../remediation/incident-log.js";
import type { Script } from "../scenarios/script.js";
import type { Drift } from "../siem/drift.js";
import { typesOfFeed } from "../siem/siem-archive.js";
import { planStream } from "../siem/stream-rows.js";
import type { LogFeed } from "../tenant/feeds.js";
import { detectionEntries } from "../threats/detections.js";
import { reportEntries } from "../threats/reports.js";
import { statisticsRows } from "../threats/statistics.js";
import type { Click } from "../traffic/click.js";
import type { LiveEvents } from "../traffic/live-events.js";
import { comparePlaces } from "../traffic/place.js";
import type { Traffic } from "../traffic/traffic.js";
import type { TokenMint } from "../wire/tokens.js";
import { archiveSearchEntries, archiveViewEntries } from "./archive-log.js";
import type { ArchiveTrail } from "./archive-trail.js";
import { attachmentEntries } from "./attachment-log.js";
import { auditEntries } from "./audit-log.js";
import type { AuditTrail } from "./audit-trail.js";
import type { EventLog, EventLogs, LogScan } from "./event-log.js";
import { GeneratedLog, spanOfBusy } from "./generated-log.js";
import { impersonationEntries } from "./impersonation-log.js";
import type { LateRows } from "./late-rows.js";
import { leakEntries } from "./leak-log.js";
import { ListedLog, placeState } from "./listed-log.js";
import type { LogRow } from "./log-row.js";
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
  readonly late: LateRows;
  readonly auditTrail: AuditTrail;
  readonly archiveTrail: ArchiveTrail;
  readonly heldMail: HeldMail;
  readonly incidents: IncidentLog;
  readonly account: Account;
  readonly mint: TokenMint;
  readonly recorded: RecordedLogs | null;
  readonly seed: number;
  readonly script: Script;
  readonly region: RegionCode;
  readonly drift: Drift;
  /** How often SIEM files are published. */
  readonly batchMs: number;
  readonly historyStart: number;
  readonly cacheBytes: number;
  readonly guesses: Guesses;
}): { readonly logs: EventLogs; readonly forgetFrom: (time: number) => void } {
  const {
    traffic,
    live,
    auditTrail,
    archiveTrail,
    heldMail,
    incidents,
    account,
    mint,
    recorded,
    seed,
    region,
    historyStart,
    guesses,
  } = options;
  const words = readClickWords(guesses);
  const streamed = {
    traffic,
    live,
    batchMs: options.batchMs,
    words,
    delayMs: guesses.streamDelaySeconds * secondMs,
  };
  const writeClick = (click: Click) => writeClickRow(words.inClickLog(click));
  const cacheBytes = Math.ceil(options.cacheBytes / 16);
  /** Where about so many of a hundred messages leave a row. */
  const busySpan = (percent: number) => ({ spanMs: spanOfBusy((traffic.messagesPerDay * percent) / 100) });
  const queue = new ProcessingQueue(traffic, { sampleMinutes: guesses.queueDepthMinutes });
  const training = { company: traffic.company, seed };
  const generated: GeneratedLog[] = [];
  const open = (feed: LogFeed, plan: LogPlan): EventLog => {
    const { late } = options;
    const made: RowMaker = (...span) => late.between(feed, ...span);
    if (recorded !== null) return openRecorded(recorded[feed], { plan, late: made });
    const live: RowMaker = (...span) => {
      const added = made(...span);
      return added.length === 0 ? plan.live(...span) : [...plan.live(...span), ...added];
    };
    const log = new GeneratedLog({ cacheBytes, ...plan, live, historyStart });
    generated.push(log);
    return log;
  };
  /** What was recorded of a state, or else what it is at the moment. */
  const state = (feed: LogFeed, rowsOf: (scan: LogScan) => readonly LogRow[]): EventLog =>
    new ListedLog(recorded === null || recorded[feed].length === 0 ? rowsOf : placeRecorded(recorded[feed]));
  /** What traffic leaves behind at the moment; recorded mail leaves nothing of the kind. */
  const list = (feed: LogFeed, rowsOf: (scan: LogScan) => readonly LogRow[]): EventLog =>
    state(feed, recorded === null ? rowsOf : () => []);
  const logs: EventLogs = {
    "threat-events": open("threat-events", {
      ...onlyGenerated(detectionEntries(traffic, mint)),
      ...busySpan(7),
    }),
    "reported-emails": open("reported-emails", {
      ...onlyGenerated(reportEntries(traffic, mint)),
      ...busySpan(0.2),
    }),
    "threat-statistics": new ListedLog(({ now }) =>
      statisticsRows(logs, { now, bucketMs: guesses.statisticsMinutes * minuteMs }),
    ),
    "siem-ci-stream": open(
      "siem-ci-stream",
      planStream({ ...streamed, types: typesOfFeed["siem-ci"], drift: null }),
    ),
    "siem-2.0-stream": open(
      "siem-2.0-stream",
      planStream({ ...streamed, types: typesOfFeed["siem-2.0"], drift: options.drift }),
    ),
    "ttp-url": open("ttp-url", {
      generate: (from, until) => traffic.clicksBetween(from, until).map(writeClick),
      live: (from, until) => live.clicksBetween(from, until).map(writeClick),
      isLiveAmongRecorded: true,
      // Clicks are many, and read most.
      spanMs: spanOfBusy(traffic.messagesPerDay * 0.05, 5 * minuteMs),
      cacheBytes: Math.ceil(options.cacheBytes / 4),
    }),
    "ttp-attachment": open("ttp-attachment", {
      generate: placeGenerated(attachmentEntries(traffic, guesses)),
      live: placeLive(attachmentEntries(live, guesses)),
      ...busySpan(6),
    }),
    "ttp-impersonation": open("ttp-impersonation", {
      ...onlyGenerated(impersonationEntries(traffic)),
      ...busySpan(0.4),
    }),
    audit: open("audit", {
      generate: placeGenerated(auditEntries(traffic.company, { seed, script: options.script })),
      live: placeLive(auditTrail.between),
      isLiveAmongRecorded: true,
    }),
    dlp: open("dlp", { ...onlyGenerated(leakEntries(traffic)), ...busySpan(4) }),
    // Mail delivered by hand doesn't show among recorded mail.
    rejections: open("rejections", {
      generate: placeGenerated(rejectionEntries(traffic)),
      live: placeLive(liveRejectionEntries(live)),
      ...busySpan(10),
    }),
    "threat-intel-customer": open("threat-intel-customer", {
      ...onlyGenerated(customerThreatEntries(traffic)),
      ...busySpan(2),
    }),
    "threat-intel-grid": open("threat-intel-grid", onlyGenerated(regionalThreatEntries({ seed, region }))),
    // A giant's queue is made as far as it is read.
    "held-messages": recorded === null ? heldMail : state("held-messages", () => []),
    "held-summary": list("held-summary", ({ now }) => placeState(writeCounts(heldMail.countAt(now)), now)),
    "held-releases": open("held-releases", {
      generate: placeGenerated((from, until) => heldMail.leftBetween(from, until)),
      live: placeLive((from, until) => heldMail.decidedBetween(from, until)),
      // A month is asked for at once, and a span looks for decisions about the mail of two days.
      spanMs: spanOfBusy((traffic.messagesPerDay * 6) / 100, 12 * hourMs),
    }),
    "processing-queue": list("processing-queue", ({ now }) => queue.rowsAt(now)),
    "queue-depth": open("queue-depth", {
      generate: (from, until) => queue.depthBetween(from, until),
      live: nothing,
    }),
    "remediation-incidents":
      recorded === null
        ? incidents
        : new ListedLog((scan) =>
            [...placeRecorded(recorded["remediation-incidents"])(scan), ...incidents.madeRows(scan.now)].sort(
              comparePlaces,
            ),
          ),
    // Few rows over a long time: one of these logs is always asked for as a whole.
    "archive-search": open("archive-search", {
      generate: placeGenerated(archiveSearchEntries(traffic.company, seed)),
      live: placeLive(archiveTrail.between("searches")),
      isLiveAmongRecorded: true,
      spanMs: hourMs,
    }),
    "archive-view": open("archive-view", {
      generate: placeGenerated(archiveViewEntries(traffic, seed)),
      live: placeLive(archiveTrail.between("views")),
      isLiveAmongRecorded: true,
      spanMs: hourMs,
    }),
    account: state("account", ({ now }) => placeState([account.describe()], now)),
    packages: state("packages", ({ now }) =>
      placeState(
        account.packages().map(({ id, name }) => ({ id: String(id), name })),
        now,
      ),
    ),
    "support-info": state("support-info", ({ now }) => placeState([account.describeSupport(now)], now)),
    // People learn whether their mail is recorded or not.
    "awareness-scores": state("awareness-scores", ({ now }) => scoreRows(training, now)),
    "awareness-performance": state("awareness-performance", ({ now }) => performanceRows(training, now)),
    "awareness-watchlist": state("awareness-watchlist", ({ now }) => watchlistRows(training, now)),
    "phishing-campaigns": state("phishing-campaigns", ({ now }) => exerciseRows(training, now)),
  };
  return {
    logs,
    forgetFrom(time) {
      heldMail.forgetFrom(time);
      incidents.forgetFrom(time);
      for (const log of generated) log.forgetFrom(time);
    },
  };
}

/** Records without a time are of the moment of asking. */
function placeRecorded(rows: readonly LogRow[]): (scan: LogScan) => readonly LogRow[] {
  return ({ now }) => {
    const time = Math.floor(now / secondMs) * secondMs;
    return rows.map((row) => (row.time === stateTime ? { ...row, time } : row));
  };
}

function openRecorded(
  rows: readonly LogRow[],
  { plan, late }: { readonly plan: LogPlan; readonly late: RowMaker },
): EventLog {
  const live = plan.isLiveAmongRecorded === true ? plan.live : nothing;
  return new ListedLog(() => {
    const made = [...live(-Infinity, Infinity), ...late(-Infinity, Infinity)];
    return made.length === 0 ? rows : [...rows, ...made].sort(comparePlaces);
  });
}

function onlyGenerated(entries: EntryMaker): LogPlan {
  return { generate: placeGenerated(entries), live: nothing };
}
