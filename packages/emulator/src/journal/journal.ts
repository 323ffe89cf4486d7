import { openClock, type VirtualClock } from "../clock/clock.js";
import type { Act, Entry, Header, Note } from "./entry.js";
import { JournalFile } from "./journal-file.js";

/**
 * Keeps a tenant in a file: whatever changes it is written down before it is carried out, with its time, and carried out
 * again in that order at the next start. The tenant has no chance and no time of its own, so it gets to where it was.
 */
export class Journal {
  private readonly file: JournalFile;
  private header: Header | null;
  /** The machine's time while something is carried out: it happens in one moment, now and ever after. */
  private pinnedAt: number | null = null;
  private isLive = false;
  private last: Promise<unknown> = Promise.resolve();

  /** Throws TenantFileError. */
  constructor(path: string) {
    this.file = new JournalFile(path);
    this.header = this.file.header;
  }

  get path(): string {
    return this.file.path;
  }

  /** The options it was begun with; null for a file that is new. */
  get options(): Header["options"] | null {
    return this.header?.options ?? null;
  }

  /** What happened before this start. */
  get entries(): readonly Entry[] {
    return this.file.entries;
  }

  /** Puts the clock to where it stood when the tenant was begun. */
  begin(clock: VirtualClock, options: Header["options"]): void {
    const works = openClock(clock);
    this.header ??= this.file.begin({ at: Date.now(), clock: works.state, options });
    works.machine = () => this.pinnedAt ?? Date.now();
    works.state = this.header.clock;
    works.moved = () => this.note({ clock: works.state });
    this.pinnedAt = this.header.at;
  }

  /** Goes to the moment of an entry, on the way back to now. */
  goTo(entry: Entry): void {
    this.pinnedAt = entry.at;
  }

  /** From now on things happen for the first time. */
  goLive(): void {
    this.pinnedAt = null;
    this.isLive = true;
  }

  /** Carries out one after the other what takes its time. */
  carryOut<Result>(act: Act, perform: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.last.then(async () => {
      const release = this.record(act);
      try {
        return await perform();
      } finally {
        release();
      }
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  /** Carries out what is done at once. */
  carryOutNow<Result>(act: Act, perform: () => Result): Result {
    const release = this.record(act);
    try {
      return perform();
    } finally {
      release();
    }
  }

  note(note: Note): void {
    if (this.isLive) this.file.append({ at: this.pinnedAt ?? Date.now(), ...note });
  }

  /** May be called again. */
  close(): void {
    this.isLive = false;
    this.file.close();
  }

  private record(act: Act): () => void {
    if (!this.isLive) return () => {};
    const running = this.pinnedAt;
    const at = running ?? Date.now();
    this.file.append({ at, ...act });
    this.pinnedAt = at;
    return () => {
      this.pinnedAt = running;
    };
  }
}
