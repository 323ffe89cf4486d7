import type { RequestEntry } from "../tenant/types.js";

const kept = 1000;

/** The last requests, for people who wonder what their client does. */
export class RequestLog {
  private entries: RequestEntry[] = [];
  private count = 0;
  private readonly told: (entry: RequestEntry) => void;

  constructor(told: (entry: RequestEntry) => void = () => {}) {
    this.told = told;
  }

  add(request: Omit<RequestEntry, "number">): void {
    this.count += 1;
    const entry = { number: this.count, ...request };
    this.told(entry);
    this.entries.push(entry);
    if (this.entries.length > kept * 2) this.entries = this.entries.slice(-kept);
  }

  list(): readonly RequestEntry[] {
    return this.entries.slice(-kept);
  }
}
