import { secondMs } from "../../clock/spans.js";

/** What an import of users has come to. */
export interface UserImport {
  readonly startedAt: number;
  readonly created: number;
  readonly updated: number;
  /** Lines without an address that could be one of the company. */
  readonly failed: number;
}

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

/** Whether the vendor would tell that it is done. */
export function isOver(
  { startedAt }: UserImport,
  { now, importSeconds }: { readonly now: number; readonly importSeconds: number },
): boolean {
  return now >= startedAt + importSeconds * secondMs;
}
