import { dayMs, minuteMs } from "../clock/spans.js";
import type { Company } from "./company.js";
import { describeMessage } from "./compose.js";
import { attachFile, encodedSize } from "./ingredients.js";
import { detonate } from "./kinds.js";
import type { Message, MessageKind } from "./message.js";
import { mix, Random } from "./random.js";
import { clicksOf, clicksOfFirst, type PlannedClick } from "./wave-clicks.js";
import { type Wave, wavesOf } from "./waves.js";

/** What a day brings whatever the volume: the waves of phishing campaigns, and one of each rare thing. */
export interface DayPlan {
  /** In order of their beginning. */
  readonly waves: readonly Wave[];
  /** In order of time, the waves' messages among them. */
  readonly messages: readonly Message[];
  /** In order of time. */
  readonly clicks: readonly PlannedClick[];
}

const rarities: readonly MessageKind[] = [
  "malware",
  "sandboxed",
  "impersonation",
  "spam",
  "internal-threat",
  "internal",
];

/** Plans a UTC day, a pure function of (seed, day); a calm one has no campaigns. */
export function planDay(
  company: Company,
  options: { readonly seed: number; readonly day: number; readonly isCalm: boolean },
): DayPlan {
  const { seed, day, isCalm } = options;
  const random = new Random(mix(seed ^ 0x7a9e, day, 0xda2));
  const waves = isCalm ? [] : wavesOf(company, options);
  const others = rarities.map((kind) => {
    const time = day * dayMs + random.between(6 * 60, 17 * 60) * minuteMs + random.below(minuteMs);
    const message = describeMessage(company, { kind, time, random, seed });
    return kind === "sandboxed" ? giveMalware(message, random) : message;
  });
  const clicks = waves.flatMap((wave) =>
    wave.number === 1
      ? clicksOfFirst(company, wave, random)
      : clicksOf(company, wave.messages, { random, share: 0.4 }),
  );
  return arrange({ waves, messages: [...waves.flatMap(({ messages }) => messages), ...others], clicks });
}

/** The sandbox finds one dangerous file a day. */
function giveMalware(message: Message, random: Random): Message {
  const attachment = attachFile(random, { malicious: true });
  const size = message.size - encodedSize(message.attachment) + encodedSize(attachment);
  return { ...message, attachment, size, variant: detonate(message.variant) };
}

/** Puts a plan's messages and clicks into order. */
export function arrange({ waves, messages, clicks }: DayPlan): DayPlan {
  const byTime = (one: { readonly time: number }, other: { readonly time: number }) => one.time - other.time;
  return {
    waves: waves.toSorted((one, other) => one.startedAt - other.startedAt),
    messages: messages.toSorted(byTime),
    clicks: clicks.toSorted(byTime),
  };
}
