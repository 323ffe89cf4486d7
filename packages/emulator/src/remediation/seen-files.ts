import { dayMs } from "../clock/spans.js";
import { sha256Of } from "../traffic/file-bytes.js";
import type { MessageKind } from "../traffic/message.js";
import type { Traffic } from "../traffic/traffic.js";

/** A year, as the vendor has it. */
const reachDays = 365;
/** A large tenant's year can't be made for one question: looking back ends here. */
const mostMessages = 400_000;

const attaching: ReadonlySet<MessageKind> = new Set(["attached", "sandboxed", "malware"]);

/** The files that came with the account's mail. */
export class SeenFiles {
  private readonly traffic: Pick<Traffic, "messagesBetween" | "estimateMessages">;
  private readonly historyStart: number;
  private readonly days = new Map<number, ReadonlySet<string>>();

  constructor(traffic: Pick<Traffic, "messagesBetween" | "estimateMessages">, historyStart: number) {
    this.traffic = traffic;
    this.historyStart = historyStart;
  }

  /** Those of the hashes that were seen, and whether all mail there is was looked at for the others. */
  find(
    hashes: readonly string[],
    now: number,
  ): { readonly seen: ReadonlySet<string>; readonly isWhole: boolean } {
    const found = new Set<string>();
    const today = Math.floor(now / dayMs);
    let messages = 0;
    for (let day = today; day > today - reachDays; day -= 1) {
      if ((day + 1) * dayMs <= this.historyStart || found.size === hashes.length) break;
      if (messages >= mostMessages) return { seen: found, isWhole: false };
      const seen = day === today ? this.look(day, now) : this.lookOnce(day);
      for (const hash of hashes) if (seen.has(hash)) found.add(hash);
      messages += this.traffic.estimateMessages(day * dayMs, (day + 1) * dayMs);
    }
    return { seen: found, isWhole: true };
  }

  private lookOnce(day: number): ReadonlySet<string> {
    const seen = this.days.get(day) ?? this.look(day, Infinity);
    this.days.set(day, seen);
    return seen;
  }

  private look(day: number, now: number): ReadonlySet<string> {
    const start = Math.max(day * dayMs, this.historyStart);
    const end = Math.min((day + 1) * dayMs, now);
    return new Set(
      this.traffic
        .messagesBetween(start, end, attaching)
        .flatMap(({ attachment }) => (attachment === null ? [] : [sha256Of(attachment)])),
    );
  }
}
