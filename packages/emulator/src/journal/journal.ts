import { type ClockWorks, openClock, type VirtualClock } from "../clock/clock.js";
import { AccountJournal } from "./account-journal.js";
import type { Act, Entry, Header, Note, Picture } from "./entry.js";
import { JournalFile } from "./journal-file.js";
import { readCodeMark } from "./picture/code-mark.js";
import type { StateImage } from "./picture/state-image.js";

/** How much there is to do again before it is put together. */
const usualLimit = 128 * 1024;

/**
 * Keeps a tenant and the accounts beside it in a file: whatever changes them is written down before it is carried out,
 * with its time, and carried out again in that order at the next start. They have no chance and no time of their own, so
 * they get to where they were. What has grown long is put together: a picture of what it has led to takes its place.
 */
export class Journal {
  private readonly file: JournalFile;
  private code: string | null = null;
  private readonly limit: number;
  private works: ClockWorks | null = null;
  /** The machine's time while something is carried out: it happens in one moment, now and ever after. */
  private pinnedAt: number | null = null;
  private takePicture: (() => readonly StateImage[]) | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private isToPutTogether = false;
  /** Above the limit after it couldn't be put together. */
  private patience = 0;

  /** Throws TenantFileError. */
  constructor(path: string, { limit = usualLimit }: { readonly limit?: number | undefined } = {}) {
    this.file = new JournalFile(path);
    this.limit = limit;
  }

  get path(): string {
    return this.file.path;
  }

  /** The options it was begun with; null for a file that is new. */
  get options(): Header["options"] | null {
    return this.file.header?.options ?? null;
  }

  /** What the last start knew, and what happened since: what is to be done again. Throws TenantFileError. */
  readBefore(): { readonly picture: Picture | null; readonly entries: readonly Entry[] } {
    const { picture, entries } = this.file;
    if (!this.isOfOtherCode) return { picture, entries };
    return { picture: null, entries: [...this.file.readPast(), ...entries] };
  }

  /** The part of it that is about an account: 0 is the first. */
  of(account: number): AccountJournal {
    return new AccountJournal(this, account);
  }

  /** What is known of an account's hosts. */
  entriesOf(account: number): readonly Entry[] {
    return this.file.entries.filter((entry) => (entry.account ?? 0) === account);
  }

  /** Puts the clock to where it stood when the tenant was begun. */
  begin(clock: VirtualClock, options: Header["options"]): void {
    const works = openClock(clock);
    this.works = works;
    const header = this.file.header ?? this.file.begin({ at: Date.now(), clock: works.state, options });
    works.machine = () => this.pinnedAt ?? Date.now();
    works.state = header.clock;
    works.moved = () => this.note(0, { clock: works.state });
    this.pinnedAt = header.at;
  }

  /** Goes to a moment on the way back to now. */
  goTo({ at }: { readonly at: number }): void {
    this.pinnedAt = at;
  }

  /** From now on things happen for the first time. */
  goLive(takePicture: () => readonly StateImage[]): void {
    this.pinnedAt = null;
    this.takePicture = takePicture;
    if (this.isLong || this.isOfOtherCode) this.putTogether();
  }

  /** Carries out one after the other what takes its time. */
  carryOut<Result>(account: number, act: Act, perform: () => Result | Promise<Result>): Promise<Result> {
    const turn = this.last.then(async () => {
      const release = this.record(account, act);
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
  carryOutNow<Result>(account: number, act: Act, perform: () => Result): Result {
    const release = this.record(account, act);
    try {
      return perform();
    } finally {
      release();
    }
  }

  /** Reads don't wait for the disk: what they leave behind needn't be safe. */
  note(account: number, note: Note, { isSafe = true }: { readonly isSafe?: boolean } = {}): void {
    if (this.takePicture === null) return;
    this.append(account, note, { at: this.pinnedAt ?? Date.now(), isSafe });
  }

  /** May be called again. */
  close(): void {
    this.takePicture = null;
    this.file.close();
  }

  private record(account: number, act: Act): () => void {
    if (this.takePicture === null) return () => {};
    const running = this.pinnedAt;
    const at = running ?? Date.now();
    this.append(account, act, { at, isSafe: true });
    this.pinnedAt = at;
    return () => {
      this.pinnedAt = running;
    };
  }

  private append(
    account: number,
    what: Act | Note,
    { at, isSafe }: { readonly at: number; readonly isSafe: boolean },
  ): void {
    this.file.append({ at, ...(account === 0 ? {} : { account }), ...what }, { isSafe });
    if (!this.isLong || this.isToPutTogether) return;
    this.isToPutTogether = true;
    // In a turn of its own, when nothing is half done.
    this.last = this.last.then(() => this.putTogether());
  }

  private get isOfOtherCode(): boolean {
    return this.file.picture !== null && this.file.picture.code !== this.codeMark;
  }

  /** Only who has a picture, or takes one, needs it. */
  private get codeMark(): string {
    this.code ??= readCodeMark();
    return this.code;
  }

  /** The larger the picture, the more may come before it is worth taking anew. */
  private get isLong(): boolean {
    return this.file.actsBytes > Math.max(this.limit, this.file.pictureBytes / 2, this.patience);
  }

  private putTogether(): void {
    this.isToPutTogether = false;
    if (this.takePicture === null || this.works === null) return;
    try {
      const accounts = this.takePicture();
      this.file.putTogether({ at: Date.now(), clock: this.works.state, code: this.codeMark, accounts });
    } catch {
      // All is in the file as it is. A full disk may have room later.
      this.patience = this.file.actsBytes * 2;
    }
  }
}
