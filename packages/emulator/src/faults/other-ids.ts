import type { AccountJournal } from "../journal/account-journal.js";
import type { Arrival } from "../wire/arrival.js";
import type { TokenMint } from "../wire/tokens.js";

/** The other ids that objects have gone by; calls may use any of them. */
export class OtherIds {
  private readonly mint: TokenMint;
  private readonly journal: AccountJournal | null;
  private readonly trueIds = new Map<string, string>();

  constructor(mint: TokenMint, journal: AccountJournal | null) {
    this.mint = mint;
    this.journal = journal;
  }

  /** Gives every `id` of an answer that is a text another one, never used before. */
  rename(body: string): string {
    const otherIds: (readonly [string, string])[] = [];
    const renamed = body.replace(/"id":("(?:[^"\\]|\\.)+")/g, (_, quoted: string) => {
      const known = String(JSON.parse(quoted));
      const id = this.trueIds.get(known) ?? known;
      const other = this.mint.seal("other-id", [id, this.trueIds.size]);
      this.trueIds.set(other, id);
      otherIds.push([other, id]);
      return `"id":"${other}"`;
    });
    this.journal?.note({ otherIds });
    return renamed;
  }

  /** What the tenant's file tells of. */
  resume(otherIds: Iterable<readonly [string, string]>): void {
    for (const [other, id] of otherIds) this.trueIds.set(other, id);
  }

  /** A call, with the ids the tenant knows. */
  restoreAll(arrival: Arrival): Arrival {
    if (this.trueIds.size === 0) return arrival;
    const { target, pathIds, bodyText } = arrival;
    return {
      ...arrival,
      target: this.restore(target),
      pathIds: pathIds.map((id) => this.restore(id)),
      bodyText: this.restore(bodyText),
    };
  }

  /** What came in, with the ids the tenant knows. */
  private restore(text: string): string {
    return text.replace(/[\w-]{20,}/g, (word) => this.trueIds.get(word) ?? word);
  }
}
