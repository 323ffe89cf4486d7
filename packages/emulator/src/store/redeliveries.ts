import type { AccountJournal } from "../journal/account-journal.js";
import { type FileRef, fileKey } from "../siem/siem-archive.js";

/** A file that repeats the lines of an earlier one. */
export interface RedeliveryNote {
  readonly file: FileRef;
  readonly earlier: FileRef;
}

/** Which files repeat others, since a listing of them met a fault. */
export class Redeliveries {
  private readonly earlier = new Map<string, FileRef>();
  private readonly journal: AccountJournal | null;

  constructor(journal: AccountJournal | null) {
    this.journal = journal;
  }

  /** What a file repeats. */
  of(file: FileRef): FileRef | null {
    return this.earlier.get(fileKey(file)) ?? null;
  }

  add(redelivery: RedeliveryNote): void {
    this.resume(redelivery);
    this.journal?.note({ redelivery });
  }

  /** What the tenant's file tells of. */
  resume({ file, earlier }: RedeliveryNote): void {
    this.earlier.set(fileKey(file), earlier);
  }
}
