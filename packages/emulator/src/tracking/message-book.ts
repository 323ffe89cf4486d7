import { hourMs, secondMs } from "../clock/spans.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Message, MessageKind } from "../traffic/message.js";
import type { Place } from "../traffic/place.js";
import type { TokenMint } from "../wire/tokens.js";

/** A large tenant's month can't be looked through for one question: looking back ends here. */
const mostMessages = 400_000;

/** The mail of `from <= time < until` in order of time; of rare kinds alone it costs little. */
type MailSource = (from: number, until: number, kinds?: ReadonlySet<MessageKind>) => readonly Message[];

/** Every mail of the account by its id, and all of a span without making more of it than is asked for. */
export class MessageBook {
  private readonly regular: MailSource;
  private readonly live: LiveEvents;
  private readonly historyStart: number;
  private readonly mint: TokenMint;

  constructor(options: {
    /** Nothing where records are served instead. */
    readonly regular: MailSource;
    readonly live: LiveEvents;
    readonly historyStart: number;
    readonly mint: TokenMint;
  }) {
    this.regular = options.regular;
    this.live = options.live;
    this.historyStart = options.historyStart;
    this.mint = options.mint;
  }

  /** The messages of a span, newest first; both ends are inclusive. */
  *newestFirst(from: number, until: number, kinds?: ReadonlySet<MessageKind>): Iterable<Message> {
    const oldest = Math.max(from, this.historyStart);
    let seen = 0;
    for (let hour = Math.floor(until / hourMs); (hour + 1) * hourMs > oldest; hour -= 1) {
      const end = Math.min((hour + 1) * hourMs, until + 1);
      const messages = this.between(Math.max(hour * hourMs, oldest), end, kinds);
      for (const message of messages.reverse()) yield message;
      seen += messages.length;
      if (seen > mostMessages) return;
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
