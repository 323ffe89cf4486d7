import { hourMs, minuteMs } from "../../clock/spans.js";
import type { Guesses } from "../../guesses/guesses.js";

/** The connection to the company's own directory, and when it was read last. */
export class DirectorySync {
  /** Off: there is a connection that nothing comes through. */
  isEnabled = true;
  private readonly now: () => number;
  private readonly runMs: number;
  /** How often one starts by itself. */
  private readonly everyMs: number;
  private readonly starts: number[] = [];

  constructor(now: () => number, guesses: Pick<Guesses, "syncMinutes" | "syncEveryHours">) {
    this.now = now;
    this.runMs = guesses.syncMinutes * minuteMs;
    this.everyMs = guesses.syncEveryHours * hourMs;
  }

  get isRunning(): boolean {
    const last = this.starts.at(-1);
    return last !== undefined && this.now() < last + this.runMs;
  }

  /** When the last run was over. */
  get lastSync(): number {
    const { runMs, everyMs } = this;
    const byItself = Math.floor((this.now() - runMs) / everyMs) * everyMs + runMs;
    const runs = this.isRunning ? this.starts.slice(0, -1) : this.starts;
    return Math.max(byItself, (runs.at(-1) ?? 0) + runMs);
  }

  start(): "started" | "already running" | "disabled" {
    if (!this.isEnabled) return "disabled";
    if (this.isRunning) return "already running";
    this.starts.push(this.now());
    return "started";
  }
}
