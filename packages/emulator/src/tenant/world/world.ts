import { findMailFile, type ShelfName } from "../../archive/mail-files.js";
import { travelledMs } from "../../clock/clock.js";
import { Application } from "../../console/application.js";
import type { Fault } from "../../faults/fault.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { OtherIds } from "../../faults/other-ids.js";
import { Wording } from "../../guesses/wording.js";
import { RequestLog } from "../../ledger/request-log.js";
import { ServedLedger } from "../../ledger/served.js";
import { RewrittenLinks } from "../../links/rewritten-links.js";
import { LastWindows } from "../../logs/last-windows.js";
import type { LateRows } from "../../logs/late-rows.js";
import { SeenFiles } from "../../remediation/seen-files.js";
import type { SettledOptions } from "../../scenarios/settle.js";
import type { Drift } from "../../siem/drift.js";
import { streamReachMs } from "../../siem/stream-rows.js";
import { ObjectStore } from "../../store/object-store.js";
import { Redeliveries } from "../../store/redeliveries.js";
import { Leniency } from "../../strictness/leniency.js";
import type { LiveEvents } from "../../traffic/live-events.js";
import type { Traffic } from "../../traffic/traffic.js";
import { UploadShelf } from "../../uploads/upload-shelf.js";
import { QuotaMeter } from "../../wire/quota-meter.js";
import type { Emulation } from "../emulation.js";
import type { RecordsReport, RequestEntry } from "../types.js";
import { type Books, openBooks } from "./books.js";
import { type Console, openConsole } from "./console.js";
import { type Ground, layGround } from "./ground.js";
import { type Mail, startMail } from "./mail.js";

/** A tenant without the hosts it is reached by. */
export interface World {
  readonly emulation: Emulation;
  readonly application: Application;
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly drift: Drift;
  readonly late: LateRows;
  readonly records: RecordsReport | null;
  /** What a scenario has go wrong, and when. */
  readonly faults: readonly Fault[];
}

export async function buildWorld(
  options: SettledOptions,
  context: Pick<Ground, "settings" | "urls" | "clock" | "journal">,
): Promise<World> {
  const ground = await layGround(options, context);
  // Mail to come is judged by the groups as they are now.
  const console = openConsole(ground, () => books.forgetFrom(ground.clock.now()));
  const mail = startMail(ground, console);
  const books = openBooks(ground, { console, mail });
  return {
    emulation: assemble({ ground, console, mail, books, onRequest: options.onRequest }),
    application: new Application(console.administration),
    traffic: mail.traffic,
    live: mail.live,
    drift: books.drift,
    late: books.late,
    records: ground.recorded?.report ?? null,
    faults: ground.script.faults,
  };
}

function assemble(parts: {
  readonly ground: Ground;
  readonly console: Console;
  readonly mail: Mail;
  readonly books: Books;
  readonly onRequest: ((entry: RequestEntry) => void) | undefined;
}): Emulation {
  const { ground, console, mail, books, onRequest } = parts;
  const { settings, clock, journal, company, mint, recorded, historyStart, urls } = ground;
  const { region, egressAddress, retentionMs, maxSkewMs, guesses, absentProducts, clockSkewMs } = settings;
  const { siemFiles, logs } = books;
  const leniency = new Leniency(settings.leftOut);
  const faults = new FaultInjector(() => clock.now());
  faults.progressed = (fault) => journal?.note({ fault });
  const served = new ServedLedger();
  const findMail = (id: string, name: ShelfName) =>
    findMailFile(id, { shelf: { ...mail, clock, mint }, name });
  return {
    ...console,
    ...mail,
    clock,
    accountCode: company.accountCode,
    region,
    urls,
    egressAddress,
    links: new RewrittenLinks({ now: () => clock.now(), mint, region, managedUrls: console.managedUrls }),
    logs,
    training: { company, seed: settings.seed },
    uploads: new UploadShelf(),
    seenFiles: new SeenFiles(mail.traffic, historyStart),
    siemFiles,
    store: new ObjectStore({
      files: siemFiles,
      mint,
      faults,
      served,
      findMail,
      guesses,
      leniency,
      redeliveries: new Redeliveries(journal),
    }),
    mint,
    faults,
    journal,
    otherIds: new OtherIds(mint, journal),
    served,
    quotas: new QuotaMeter(),
    seenRequestIds: new Set(),
    requests: new RequestLog(onRequest),
    retentionMs,
    streamReachMs: recorded === null ? streamReachMs : null,
    maxSkewMs,
    leniency,
    guesses,
    wording: new Wording(guesses),
    absentProducts,
    wireNow: () => clock.now() - travelledMs(clock) + clockSkewMs,
    lastWindows: new LastWindows(journal),
    accounts: new Map(),
    provider: null,
    forgetFuture() {
      books.forgetFrom(clock.now());
    },
  };
}
