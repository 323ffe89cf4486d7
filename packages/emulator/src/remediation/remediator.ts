import { minuteMs, secondMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import type { HeldMail } from "../held/held-mail.js";
import type { LogRow } from "../logs/log-row.js";
import { liveOrder } from "../logs/row-maker.js";
import type { MessageBook } from "../tracking/message-book.js";
import { stateOf } from "../tracking/tracked-state.js";
import type { Company } from "../traffic/company.js";
import { sha256Of } from "../traffic/file-bytes.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { hexDigits, mix, Random } from "../traffic/random.js";
import { type Incident, type SearchCriteria, type Step, writeCode } from "./incident.js";
import type { IncidentLog } from "./incident-log.js";
import type { Removals } from "./removals.js";

/** What is asked for: exactly one of the three. */
export type RemediationSearch =
  | { readonly hash: string }
  | { readonly messageIds: readonly string[] }
  | { readonly url: string };

interface RemediationOrder {
  readonly search: RemediationSearch;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** A large incident is worked off in about so many goes. */
const goes = 10;
const attaching: ReadonlySet<MessageKind> = new Set(["attached", "sandboxed"]);
/** Hashes of images are not taken. */
const images: ReadonlySet<string> = new Set(["jpg", "jpeg", "png", "gif"]);

/** Takes delivered messages out of the mailboxes again, in an incident that goes on for minutes. */
export class Remediator {
  private readonly messages: MessageBook;
  private readonly heldMail: HeldMail;
  private readonly incidents: IncidentLog;
  private readonly removals: Removals;
  private readonly company: Company;
  private readonly findsAgain: boolean;
  /** What was removed by incidents, by the code that takes them back. */
  private readonly removed = new Map<string, readonly Message[]>();

  constructor(options: {
    readonly messages: MessageBook;
    readonly heldMail: HeldMail;
    readonly incidents: IncidentLog;
    readonly removals: Removals;
    readonly company: Company;
    readonly guesses: Pick<Guesses, "removedMailFoundAgain">;
  }) {
    this.findsAgain = options.guesses.removedMailFoundAgain;
    this.messages = options.messages;
    this.heldMail = options.heldMail;
    this.incidents = options.incidents;
    this.removals = options.removals;
    this.company = options.company;
  }

  /** The copies are those delivered by now; the incident's row shows none of them found yet. */
  create(order: RemediationOrder, now: number): LogRow {
    const copies = this.findCopies(order, now);
    return this.incidents.add((serial) => this.makeIncident(order, { copies, serial, now }));
  }

  /** Puts the messages of an incident back, as the console does with its code. False for a code of no incident made here. */
  restore(unremediateCode: string, now: number): boolean {
    const time = Math.floor(now / secondMs) * secondMs;
    const changed = this.incidents.change(unremediateCode, (incident) => {
      const done = incident.steps.filter((step) => step.time <= now);
      const last = done.at(-1) ?? incident.steps[0];
      const restored = { ...last, time, restored: last.successful };
      const [first, ...rest] = done;
      return { ...incident, steps: first === undefined ? [restored] : [first, ...rest, restored] };
    });
    for (const message of this.removed.get(unremediateCode) ?? []) this.removals.restore(message, now);
    return changed !== null;
  }

  private findCopies({ search, start, end }: RemediationOrder, now: number): Message[] {
    const isSought = readSearch(search);
    const copies: Message[] = [];
    const span = { from: start, until: Math.min(end + secondMs - 1, now) };
    for (const message of this.messages.walk("hash" in search ? { ...span, kinds: attaching } : span)) {
      if (message.direction === "Outbound" || !isSought(message)) continue;
      if (!this.findsAgain && this.removals.isGone(message, now)) continue;
      if (stateOf(message, { heldMail: this.heldMail, now }).status === "archived") copies.push(message);
    }
    return copies;
  }

  private makeIncident(
    { search, reason, start, end, by }: RemediationOrder,
    about: { readonly copies: readonly Message[]; readonly serial: number; readonly now: number },
  ): Incident {
    const { copies, serial, now } = about;
    const random = new Random(mix(serial, Math.floor(now / secondMs), 0x4e3d));
    const unremediateCode = hexDigits(random, 12);
    const create = Math.floor(now / secondMs) * secondMs;
    const work = planWork(copies, { create, random });
    for (const { message, time } of work.removed) this.removals.remove(message, time);
    this.removed.set(
      unremediateCode,
      work.removed.map(({ message }) => message),
    );
    return {
      create,
      type: "manual",
      key: ["made", serial],
      order: liveOrder + serial,
      code: writeCode(this.company, { serial, isManual: true }),
      reason,
      criteria: { ...writeCriteria(search), start, end },
      unremediateCode,
      restoreCode: hexDigits(random, 12),
      remediatedBy: by,
      removeFromDevice: "recipient",
      steps: work.steps,
    };
  }
}

function readSearch(search: RemediationSearch): (message: Message) => boolean {
  if ("messageIds" in search) {
    const wanted = new Set(search.messageIds);
    return ({ messageId }) => wanted.has(messageId);
  }
  if ("url" in search) return ({ url }) => url === search.url;
  const hash = search.hash.toLowerCase();
  return ({ attachment: file }) => file !== null && !images.has(file.extension) && sha256Of(file) === hash;
}

function writeCriteria(search: RemediationSearch): Pick<SearchCriteria, "fileHash" | "messageId" | "url"> {
  return {
    fileHash: "hash" in search ? search.hash : "",
    // Guessed: nobody shows what stands here for several.
    messageId: "messageIds" in search ? search.messageIds.join(",") : "",
    url: "url" in search ? search.url : "",
  };
}

/** First the copies are found, then they go, some at a time; a few mailboxes can't be reached. */
function planWork(
  copies: readonly Message[],
  { create, random }: { readonly create: number; readonly random: Random },
): {
  readonly steps: [Step, ...Step[]];
  readonly removed: readonly { readonly message: Message; readonly time: number }[];
} {
  let last: Step = { time: create, identified: 0, successful: 0, failed: 0, restored: 0 };
  const steps: [Step, ...Step[]] = [last];
  const removed: { message: Message; time: number }[] = [];
  const go = (seconds: number, change: Partial<Step>) => {
    last = { ...last, ...change, time: last.time + seconds * secondMs };
    steps.push(last);
  };
  go((minuteMs / secondMs) * (1 + random.below(3)), { identified: copies.length });
  const size = Math.ceil(copies.length / goes);
  for (let start = 0; start < copies.length; start += size) {
    const reached = copies.slice(start, start + size).filter(() => !random.chance(0.04));
    const missed = Math.min(size, copies.length - start) - reached.length;
    const counts = { successful: last.successful + reached.length, failed: last.failed + missed };
    go(20 + random.below(100), counts);
    removed.push(...reached.map((message) => ({ message, time: last.time })));
  }
  return { steps, removed };
}
