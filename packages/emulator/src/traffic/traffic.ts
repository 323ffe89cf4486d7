import { dayMs, hourMs, secondMs } from "../clock/spans.js";
import type { HashList } from "../console/hash-list.js";
import type { ManagedUrls } from "../console/managed-urls.js";
import type { Removals } from "../remediation/removals.js";
import { addScript, emptyScript, type Script } from "../scenarios/script.js";
import { alterAddresses } from "./alter-addresses.js";
import { type Click, cleanVerdict, type EntryGuesses, type Verdict, verdictOfEntry } from "./click.js";
import { type Company, findPerson, isAwake, type Person } from "./company.js";
import { composeMessage } from "./compose.js";
import { type DayPlan, planDay } from "./day-plan.js";
import { applyFileRules } from "./file-rules.js";
import { findKinds, type Sketch, type Slot, sketchSlot } from "./kinds.js";
import type { Message, MessageKind } from "./message.js";
import { comparePlaces, type Place } from "./place.js";
import { mix, Random } from "./random.js";
import { applySenderRules, mayRefuse, type SenderRules } from "./sender-rules.js";
import { messagesInHour } from "./sites.js";
import { choosePlace, type PlannedClick, verdictOn } from "./wave-clicks.js";

const clicksPerMessage = 0.08;
const clicksAgain = 0.04;
/** What may have a link that somebody can click. */
const linked: ReadonlySet<MessageKind> = new Set([
  ...(["newsletter", "notification", "conversation", "attached", "internal", "internal-threat"] as const),
]);
/** What is refused whatever the account's own rules are. */
const refusedKinds: ReadonlySet<MessageKind> = new Set(["refused", "malware"]);
/** Orders of planned clicks begin here, far above those of regular ones. */
const plannedOrder = 1 << 24;

/** All mail and clicks of the company: pure functions of (seed, hour), seen through the console's rules. */
export class Traffic {
  readonly company: Company;
  private readonly seed: number;
  readonly messagesPerDay: number;
  private readonly managedUrls: ManagedUrls;
  private readonly senderRules: SenderRules;
  private readonly hashList: HashList;
  private readonly removals: Removals;
  private readonly script: Script;
  private readonly counts = new Map<number, number>();
  private readonly plans = new Map<number, DayPlan>();
  private readonly guesses: EntryGuesses;

  constructor(options: {
    readonly company: Company;
    readonly seed: number;
    readonly messagesPerDay: number;
    readonly managedUrls: ManagedUrls;
    readonly senderRules: SenderRules;
    readonly hashList: HashList;
    readonly removals: Removals;
    readonly script?: Script;
    readonly guesses: EntryGuesses;
  }) {
    this.guesses = options.guesses;
    this.company = options.company;
    this.seed = options.seed;
    this.messagesPerDay = options.messagesPerDay;
    this.managedUrls = options.managedUrls;
    this.senderRules = options.senderRules;
    this.hashList = options.hashList;
    this.removals = options.removals;
    this.script = options.script ?? emptyScript;
  }

  /** About how many messages a span brings, without making any. */
  estimateMessages(from: number, until: number): number {
    let total = 0;
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      const overlap = Math.min(until, (hour + 1) * hourMs) - Math.max(from, hour * hourMs);
      total += (this.countMessages(hour) * overlap) / hourMs;
    }
    return Math.round(total);
  }

  /**
   * The messages with `from <= time < until`, in order of time, as the policies of their time treated them. Asking for
   * rare kinds alone costs little, however long the span; less still where `isMeant` tells from a sketch who is left out.
   */
  messagesBetween(
    from: number,
    until: number,
    kinds?: ReadonlySet<MessageKind>,
    isMeant: (sketch: Sketch) => boolean = () => true,
  ): Message[] {
    const { seed, company } = this;
    const messages: Message[] = [];
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      const count = this.countMessages(hour);
      const begin = Math.max(0, Math.floor(((from - hour * hourMs) * count) / hourMs));
      const end = Math.min(count, Math.ceil(((until - hour * hourMs) * count) / hourMs) + 1);
      const add = (index: number) => {
        const slot = { hour, index, count };
        const sketch = sketchSlot(seed, slot);
        if (sketch.time < from || sketch.time >= until || !isMeant(sketch)) return;
        messages.push(this.applyRules(composeMessage(company, { seed, slot, sketch })));
      };
      if (kinds === undefined) for (let index = begin; index < end; index += 1) add(index);
      else for (const index of findKinds(kinds, { seed, hour, begin, end })) add(index);
    }
    const planned = this.plannedMessages(from, until).filter(
      (message) => (kinds?.has(message.kind) ?? true) && isMeant(message),
    );
    if (planned.length === 0) return messages;
    return [...messages, ...planned].sort((one, other) => one.time - other.time);
  }

  /** The messages of a span that the gateway refused. */
  refusedBetween(from: number, until: number): Message[] {
    const mayBeAny = mayRefuse(this.senderRules) || !this.hashList.isUnused;
    return this.messagesBetween(from, until, mayBeAny ? undefined : refusedKinds).filter(
      ({ fate }) => fate === "rejected",
    );
  }

  /** The clicks with `from <= time < until`, in order of time and place, as the rules of their time judged them. */
  clicksBetween(from: number, until: number): Click[] {
    const clicks: Click[] = [];
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      const count = this.countClicks(hour);
      const begin = Math.max(0, Math.floor(((from - hour * hourMs) * count) / hourMs) - 1);
      for (let index = begin; index < count; index += 1) {
        const slot = { hour, index, count };
        const { time, random } = this.startClick(slot);
        if (time >= until) break;
        if (time < from) continue;
        // Some go back to the link they clicked a moment ago.
        const isAgain = index > 0 && random.chance(clicksAgain);
        const source = this.startClick(isAgain ? { ...slot, index: index - 1 } : slot);
        const click = this.makeClick(source, { time, order: index * 2 });
        if (click === null) continue;
        clicks.push(click);
        if (random.chance(0.01)) clicks.push({ ...click, order: click.order + 1, twin: true });
      }
    }
    const planned = this.plannedClicks(from, until);
    if (planned.length === 0) return clicks;
    return [...clicks, ...planned].sort(comparePlaces);
  }

  planOf(day: number): DayPlan {
    const known = this.plans.get(day);
    if (known !== undefined) return known;
    if (this.plans.size > 64) this.plans.clear();
    const { company, seed, script } = this;
    const plan = addScript(planDay(company, { seed, day, isCalm: script.isCalm }), { script, day });
    this.plans.set(day, plan);
    return plan;
  }

  /** The verdict on a URL at a time: the account's list first, then what the scan says. */
  judgeUrl(url: string, options: { readonly time: number; readonly otherwise: Verdict }): Verdict {
    const entry = this.managedUrls.judge(url, options.time);
    return entry === null ? options.otherwise : verdictOfEntry(entry, { ...options, guesses: this.guesses });
  }

  /** The row for a click of a wave, or null when its mail was rejected, or removed before. */
  settlePlanned(planned: PlannedClick, order: number): Click | null {
    const message = this.applyRules(planned.message);
    if (message.fate !== "delivered" || message.url === null) return null;
    if (this.removals.isGone(message, planned.time)) return null;
    const otherwise = verdictOn(planned.reaction);
    const { time, sourceIp, method } = planned;
    return {
      time,
      order,
      message,
      url: message.url,
      user: message.recipient,
      sourceIp,
      method,
      ...this.judgeUrl(message.url, { time, otherwise }),
      twin: false,
      visibleFrom: time,
    };
  }

  private plannedMessages(from: number, until: number): Message[] {
    const found: Message[] = [];
    for (let day = Math.floor(from / dayMs); day * dayMs < until; day += 1) {
      for (const message of this.planOf(day).messages) {
        if (message.time >= from && message.time < until) found.push(this.applyRules(message));
      }
    }
    return found;
  }

  private plannedClicks(from: number, until: number): Click[] {
    const found: Click[] = [];
    for (let day = Math.floor(from / dayMs); day * dayMs < until; day += 1) {
      for (const [index, planned] of this.planOf(day).clicks.entries()) {
        if (planned.time < from || planned.time >= until) continue;
        const click = this.settlePlanned(planned, plannedOrder + index);
        if (click !== null && !this.isUnlogged(click)) found.push(click);
      }
    }
    return found;
  }

  private isUnlogged({
    url,
    time,
    method,
    message,
  }: Pick<Click, "url" | "time" | "method" | "message">): boolean {
    const times = { clickedAt: time, deliveredAt: message.time };
    return method === "User Click" && this.managedUrls.isUnseen(url, times);
  }

  private applyRules(message: Message): Message {
    const taken = applyFileRules(applySenderRules(message, this.senderRules), this.hashList);
    return alterAddresses(taken, this.senderRules.policies);
  }

  private countMessages(hour: number): number {
    const known = this.counts.get(hour);
    if (known !== undefined) return known;
    if (this.counts.size > 20_000) this.counts.clear();
    const count = messagesInHour({ seed: this.seed, hour, messagesPerDay: this.messagesPerDay });
    this.counts.set(hour, count);
    return count;
  }

  private countClicks(hour: number): number {
    const random = new Random(mix(this.seed ^ 0xc0c0, hour, 3));
    return Math.floor(this.countMessages(hour) * clicksPerMessage + random.fraction());
  }

  /** The time of a click, and the numbers it is made from. */
  private startClick({ hour, index, count }: Slot): { readonly time: number; readonly random: Random } {
    const random = new Random(mix(this.seed ^ 0xc11c, hour, index));
    const seconds = Math.floor(((index + random.fraction()) * 3600) / count);
    return { time: hour * hourMs + seconds * secondMs, random };
  }

  /** A click goes back to a mail some time before its source; where the mails tried have no link, there is no click. */
  private makeClick(
    source: { readonly time: number; readonly random: Random },
    { time, order }: Place,
  ): Click | null {
    const { random } = source;
    const isScan = random.chance(0.08);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const lag = isScan
        ? 3000 + random.below(20_000)
        : 60_000 + Math.floor(random.fraction() ** 3 * 20 * hourMs);
      const message = this.mailAround(source.time - lag, linked);
      if (message === null || message.url === null || message.fate !== "delivered") continue;
      if (message.direction === "Outbound" || message.time >= time) continue;
      if (this.removals.isGone(message, time)) return null;
      const person = findPerson(this.company, message.recipient);
      // Who isn't at work mostly doesn't read its mail either.
      if (!isScan && person !== undefined && !isAwake(person, time) && random.chance(0.8)) continue;
      const otherwise = scanVerdict(message, random);
      const click = {
        time,
        order,
        message,
        url: message.url,
        user: message.recipient,
        sourceIp: isScan || person === undefined ? message.senderIp : addressOf(person, { time, random }),
        method: isScan ? ("Entry Scan" as const) : ("User Click" as const),
        ...this.judgeUrl(message.url, { time, otherwise }),
        twin: false,
        visibleFrom: time,
      };
      return this.isUnlogged(click) ? null : click;
    }
    return null;
  }

  /** Some message of about that time; null in an hour without any, and for one of other kinds than are asked for. */
  mailAround(time: number, kinds?: ReadonlySet<MessageKind>): Message | null {
    const { seed, company } = this;
    const hour = Math.floor(time / hourMs);
    const count = this.countMessages(hour);
    if (count === 0) return null;
    const slot = { hour, index: Math.floor(((time - hour * hourMs) * count) / hourMs), count };
    const sketch = sketchSlot(seed, slot);
    if (kinds?.has(sketch.kind) === false) return null;
    return this.applyRules(composeMessage(company, { seed, slot, sketch }));
  }
}

function addressOf(person: Person, when: { readonly time: number; readonly random: Random }): string {
  return person.devices[choosePlace(person, when)].address;
}

function scanVerdict(message: Message, random: Random): Verdict {
  if (message.kind === "internal-threat" || random.chance(0.006)) {
    return {
      ...cleanVerdict("Dangerous file extension"),
      action: "warn",
      actions: "Block",
      scanResult: "malicious",
    };
  }
  if (random.chance(0.02)) {
    return {
      ...cleanVerdict("Uncategorized"),
      action: "warn",
      actions: "None",
      scanResult: "suspicious",
      awareness: "Continue",
    };
  }
  return cleanVerdict(message.urlCategory);
}
