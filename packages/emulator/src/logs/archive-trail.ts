import { whoCalls } from "../administration/caller.js";
import { formatUtc } from "../clicks/click-row.js";
import type { Call } from "../handlers/handler.js";
import type { AccountJournal } from "../journal/account-journal.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Message } from "../traffic/message.js";
import type { JsonObject } from "../wire/decode.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

type ArchiveLog = "searches" | "views";

/** One row of either log, as the tenant's file keeps it: calls that only read aren't done again. */
export interface ArchiveNote extends LogEntry {
  readonly log: ArchiveLog;
}

/** What was searched and read in the archive through the API: it stands in its logs beside the generated rows. */
export class ArchiveTrail {
  private readonly entries: Record<ArchiveLog, LogEntry[]> = { searches: [], views: [] };
  private readonly journal: AccountJournal | null;

  constructor(journal: AccountJournal | null) {
    this.journal = journal;
  }

  between(log: ArchiveLog): EntryMaker {
    return (from, until) => this.entries[log].filter(({ time }) => time >= from && time < until);
  }

  add(note: ArchiveNote): void {
    this.resume(note);
    this.journal?.note({ archive: note });
  }

  /** What the tenant's file tells of. */
  resume({ log, time, record }: ArchiveNote): void {
    this.entries[log].push({ time, record });
  }
}

interface Search {
  readonly text: string;
  readonly reason: string;
  readonly description: string;
  readonly isAdmin: boolean;
  /** The query of the archive; empty for a search by message tracking. */
  readonly query: string;
}

export function noteSearch(search: Search, { call, emulation }: Scene): void {
  const time = emulation.clock.now();
  const record: JsonObject = {
    createTime: formatUtc(time),
    emailAddr: whoCalls(call.visitor, emulation).user,
    source: "archive",
    searchText: search.text,
    searchReason: search.reason,
    description: search.description,
    isAdmin: search.isAdmin,
    museQuery: search.query,
  };
  emulation.archiveTrail.add({ log: "searches", time, record });
}

/** Somebody opened a message: its content was seen. */
export function noteView(message: Message, { call, emulation }: Scene): void {
  const time = emulation.clock.now();
  const record: JsonObject = {
    viewer: whoCalls(call.visitor, emulation).user,
    source: "Archive",
    viewed: formatUtc(time),
    from: message.sender === "" ? "<>" : message.sender,
    to: message.recipient,
    subject: message.subject,
    messageDate: formatUtc(message.time),
    contentViewed: true,
    discoveryCase: false,
  };
  emulation.archiveTrail.add({ log: "views", time, record });
}

interface Scene {
  readonly call: Call;
  readonly emulation: Emulation;
}
