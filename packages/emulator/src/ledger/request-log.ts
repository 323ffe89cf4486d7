import type { RequestEntry } from "../tenant/types.js";

const kept = 1000;

/** The last requests, for people who wonder what their client does. */
export class RequestLog {
  private entries: RequestEntry[] = [];

  add(entry: RequestEntry): void {
    this.entries.push(entry);
    if (this.entries.length > kept * 2) this.entries = this.entries.slice(-kept);
  }

  list(): readonly RequestEntry[] {
    return this.entries.slice(-kept);
  }
}
