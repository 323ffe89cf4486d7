import type { Act, Entry, Note } from "./entry.js";
import type { Journal } from "./journal.js";

/** What a journal keeps of one account. */
export class AccountJournal {
  private readonly journal: Journal;
  private readonly account: number;

  constructor(journal: Journal, account: number) {
    this.journal = journal;
    this.account = account;
  }

  /** What was written down before this start, since it was put together last. */
  get entries(): readonly Entry[] {
    return this.journal.entriesOf(this.account);
  }

  carryOut<Result>(act: Act, perform: () => Result | Promise<Result>): Promise<Result> {
    return this.journal.carryOut(this.account, act, perform);
  }

  carryOutNow<Result>(act: Act, perform: () => Result): Result {
    return this.journal.carryOutNow(this.account, act, perform);
  }

  note(note: Note): void {
    this.journal.note(this.account, note);
  }

  /** Of a read, which doesn't wait until it is safe. */
  noteRead(note: Note): void {
    this.journal.note(this.account, note, { isSafe: false });
  }
}
