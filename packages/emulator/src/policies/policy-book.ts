import { Timeline } from "../clock/timeline.js";
import type { GivenPolicy } from "./given.js";
import { type Envelope, isAbout, type Judged, rankOf, type Surroundings } from "./matching.js";
import type { Policy, PolicyDraft } from "./policy.js";

/** The policies of one family, with the time each was in force. */
export class PolicyBook {
  private readonly timeline = new Timeline<Policy>();
  private readonly surroundings: Surroundings;
  private readonly makeId: (serial: number) => string;
  private readonly delayMs: number;
  private created = 0;
  private hasChanged = false;

  constructor(options: {
    readonly surroundings: Surroundings;
    readonly makeId: (serial: number) => string;
    /** How long a change takes to reach mail. */
    readonly delayMs: number;
    /** What the account has from the start. */
    readonly given: readonly GivenPolicy[];
  }) {
    this.surroundings = options.surroundings;
    this.makeId = options.makeId;
    this.delayMs = options.delayMs;
    for (const [index, { draft, isPermanent }] of options.given.entries()) {
      const given = { ...draft, id: this.makeId(-index), createTime: 0, lastUpdated: 0, isPermanent };
      this.timeline.add(given, -Infinity);
    }
  }

  list(): Policy[] {
    return this.timeline.living();
  }

  /** Those that somebody made, without those that came with the account. */
  listMade(): Policy[] {
    return this.list().filter(({ createTime }) => createTime > 0);
  }

  find(id: string): Policy | null {
    return this.list().find((policy) => policy.id === id) ?? null;
  }

  /** The same one twice is two policies. */
  add(draft: PolicyDraft, now: number): Policy {
    this.created += 1;
    this.hasChanged = true;
    const id = this.makeId(this.created);
    const policy = { ...draft, id, createTime: now, lastUpdated: now, isPermanent: false };
    this.timeline.add(policy, now + this.delayMs);
    return policy;
  }

  /** Once the change has reached it, mail is judged by the changed policy, which keeps its id. */
  update(policy: Policy, { draft, now }: { readonly draft: PolicyDraft; readonly now: number }): Policy {
    const { id, createTime, isPermanent } = policy;
    const changed = { ...draft, id, createTime, lastUpdated: now, isPermanent };
    const reachesMail = now + this.delayMs;
    if (this.timeline.end(policy, reachesMail)) this.timeline.add(changed, reachesMail);
    this.hasChanged = true;
    return changed;
  }

  remove(policy: Policy, now: number): void {
    this.timeline.end(policy, now + this.delayMs);
    this.hasChanged = true;
  }

  /** Whether all is as it came with the account. */
  get isUntouched(): boolean {
    return !this.hasChanged;
  }

  /** No policy there ever was could match mail to the company: the usual case, asked for every message. */
  get isIdle(): boolean {
    const { groups } = this.surroundings;
    return this.timeline.every(
      ({ from: { groupId }, to, bidirectional }) =>
        (to.type === "external_addresses" && !bidirectional) ||
        (groupId !== undefined && !groups.wasEverUsed(groupId)),
    );
  }

  /** The policy that decided at a time about a message to the company, or null. */
  judge(envelope: Envelope, time: number): Policy | null {
    if (this.isIdle) return null;
    return this.choose(this.timeline.at(time), { envelope, time });
  }

  /** As `judge`, for a message of this very moment. */
  judgeNow(envelope: Envelope, now: number): Policy | null {
    return this.choose(this.timeline.now(now), { envelope, time: now });
  }

  /** As `judgeNow`, by what is kept: with the changes that haven't reached mail yet. */
  judgeSoon(envelope: Envelope, now: number): Policy | null {
    return this.choose(this.list(), { envelope, time: now });
  }

  /** Among equals the older one. */
  private choose(policies: readonly Policy[], judged: Judged): Policy | null {
    let winner: Policy | null = null;
    for (const policy of policies) {
      if (winner !== null && rankOf(policy) <= rankOf(winner)) continue;
      if (isAbout(policy, judged, this.surroundings)) winner = policy;
    }
    return winner;
  }
}
