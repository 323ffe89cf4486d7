import { hourMs, secondMs } from "../clock/spans.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Message, MessageKind } from "../traffic/message.js";
import type { Place } from "../traffic/place.js";
import { Refusal } from "../wire/answer.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { TokenMint } from "../wire/tokens.js";

/** A large tenant's month can't be looked through for one question: a walk ends here, and sooner where it can go on. */
const mostMessages = 400_000;
/** What a page looks through of a span with more than that. */
const mostOfPage = 3_000;
const slices = { shortestMs: 15 * secondMs, longestMs: hourMs, few: 2_000, many: 20_000 } as const;

/** How far a walk goes, and which way. */
interface Walk {
  /** Both ends are inclusive. */
  readonly from: number;
  readonly until: number;
  readonly oldestFirst?: boolean;
  readonly kinds?: ReadonlySet<MessageKind>;
  /** About how many messages it meets. */
  readonly most?: number;
}

/** Whether there is more mail than one walk goes through. */
export function isWide(messages: number): boolean {
  return messages > mostMessages;
}

/** Thrown by a walk that has met enough messages. Who can answer in parts goes on at the place; for the others it is the answer. */
export class WalkedFarEnough extends Refusal {
  readonly place: Place;

  constructor(place: Place, most: number) {
    super(wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.searchTooWide(most)] }]));
    this.place = place;
  }
}

/** The mail of `from <= time < until` in order of time; of rare kinds alone it costs little. */
type MailSource = (from: number, until: number, kinds?: ReadonlySet<MessageKind>) => readonly Message[];

/** Every mail of the account by its id, and all of a span without making more of it than is asked for. */
export class MessageBook {
  private readonly regular: MailSource;
  private readonly estimate: (from: number, until: number) => number;
  private readonly live: LiveEvents;
  private readonly historyStart: number;
  private readonly mint: TokenMint;

  constructor(options: {
    /** Nothing where records are served instead. */
    readonly regular: MailSource;
    /** About how many messages a span brings. */
    readonly estimate: (from: number, until: number) => number;
    readonly live: LiveEvents;
    readonly historyStart: number;
    readonly mint: TokenMint;
  }) {
    this.regular = options.regular;
    this.estimate = options.estimate;
    this.live = options.live;
    this.historyStart = options.historyStart;
    this.mint = options.mint;
  }

  /** How much mail a page of a span's list looks through at the most. */
  mostOfPage(from: number, until: number): number {
    return isWide(this.estimate(Math.max(from, this.historyStart), until)) ? mostOfPage : mostMessages;
  }

  /** The messages of a span, newest first unless asked otherwise, a slice of it in memory at a time. */
  *walk({ from, until, oldestFirst = false, kinds, most = mostMessages }: Walk): Iterable<Message> {
    let [start, end] = [Math.max(from, this.historyStart), until + 1];
    let step = slices.shortestMs;
    let seen = 0;
    while (start < end) {
      const edge = oldestFirst ? Math.min(start + step, end) : Math.max(end - step, start);
      const messages = oldestFirst
        ? this.between(start, edge, kinds)
        : this.between(edge, end, kinds).reverse();
      yield* messages;
      [start, end] = oldestFirst ? [edge, end] : [start, edge];
      seen += messages.length;
      const last = messages.at(-1);
      if (seen > most && last !== undefined && start < end) throw new WalkedFarEnough(placeOf(last), most);
      if (messages.length < slices.few) step = Math.min(step * 2, slices.longestMs);
      else if (messages.length > slices.many) step = Math.max(step / 2, slices.shortestMs);
    }
  }

  idOf({ time, variant }: Message): string {
    return this.mint.seal("message", [time, variant]);
  }

  /** Null for an id of something else, and for a message of the future. */
  find(id: string, now: number): Message | null {
    const [time, variant] = this.mint.open("message", id) ?? [];
    return typeof time === "number" && typeof variant === "number"
      ? this.findAt({ time, variant }, now)
      : null;
  }

  findAt({ time, variant }: Pick<Message, "time" | "variant">, now: number): Message | null {
    if (time > now) return null;
    return this.between(time, time + 1).find((message) => message.variant === variant) ?? null;
  }

  private between(from: number, until: number, kinds?: ReadonlySet<MessageKind>): Message[] {
    const live = this.live.messagesBetween(from, until);
    const messages = [...this.regular(from, until, kinds), ...live];
    return live.length === 0 ? messages : messages.sort((one, other) => one.time - other.time);
  }
}

/** Where a message stands in a list: the lists know whole seconds, the place within one is its own. */
export function placeOf({ time, variant }: Message): Place {
  const second = Math.floor(time / secondMs) * secondMs;
  return { time: second, order: (time - second) * 0x10000 + (variant & 0xffff) };
}
