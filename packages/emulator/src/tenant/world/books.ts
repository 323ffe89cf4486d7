import { readClickWords } from "../../clicks/click-words.js";
import type { EventLogs } from "../../logs/event-log.js";
import { LateRows } from "../../logs/late-rows.js";
import { openLogs } from "../../logs/open-logs.js";
import { RecordedArchive } from "../../records/recorded-archive.js";
import { Drift } from "../../siem/drift.js";
import { DriftingArchive } from "../../siem/drifting-archive.js";
import { GeneratedArchive } from "../../siem/generated-archive.js";
import type { SiemArchive } from "../../siem/siem-archive.js";
import { SiemFiles } from "../../siem/siem-files.js";
import type { Console } from "./console.js";
import type { Ground } from "./ground.js";
import type { Mail } from "./mail.js";

/** What is written of it all: the logs and the SIEM files, generated or recorded. */
export interface Books {
  readonly logs: EventLogs;
  readonly siemFiles: SiemFiles;
  readonly drift: Drift;
  readonly late: LateRows;
  /** Makes anew what reaches past a time: rules have changed. */
  forgetFrom(time: number): void;
}

export function openBooks(ground: Ground, { console, mail }: { console: Console; mail: Mail }): Books {
  const { mint, historyStart, recorded } = ground;
  const { seed, region, publishMs, cacheBytes, guesses } = ground.settings;
  const { traffic, live, heldMail, incidents } = mail;
  const { account, auditTrail, archiveTrail } = console;
  const drift = new Drift({ always: ground.settings.drift });
  const late = new LateRows();
  const { logs, forgetFrom } = openLogs({
    traffic,
    live,
    late,
    auditTrail,
    archiveTrail,
    heldMail,
    incidents,
    account,
    mint,
    recorded: recorded?.logs ?? null,
    seed,
    script: ground.script,
    drift,
    region,
    batchMs: publishMs,
    historyStart,
    cacheBytes,
    guesses,
  });
  const archive =
    recorded === null ? generateArchive(ground, { mail, drift }) : new RecordedArchive(recorded.siem);
  return { logs, forgetFrom, drift, late, siemFiles: new SiemFiles(archive, { cacheBytes }) };
}

function generateArchive(ground: Ground, { mail, drift }: { mail: Mail; drift: Drift }): SiemArchive {
  const { settings, historyStart } = ground;
  const { traffic, live } = mail;
  const { publishMs: batchMs, retentionMs, guesses } = settings;
  const kept = { retentionMs: retentionMs ?? Infinity, historyStart };
  return new DriftingArchive(
    new GeneratedArchive({ traffic, live, batchMs, words: readClickWords(guesses), ...kept }),
    drift,
  );
}
