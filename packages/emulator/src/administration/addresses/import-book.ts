/** What an import of users has come to. */
export interface UserImport {
  readonly startedAt: number;
  readonly created: number;
  readonly updated: number;
  /** Lines without an address that could be one of the company. */
  readonly failed: number;
}

/** Guessed: how long the vendor takes to tell that it is done. */
const runMs = 30_000;

export class ImportBook {
  private readonly imports: UserImport[] = [];

  /** Its number. */
  add(run: UserImport): number {
    return this.imports.push(run);
  }

  get(number: number): UserImport | null {
    return this.imports[number - 1] ?? null;
  }
}

export function isOver({ startedAt }: UserImport, now: number): boolean {
  return now >= startedAt + runMs;
}
