import { minuteMs, secondMs } from "../clock/spans.js";
import type { Fault, FaultCase } from "../faults/fault.js";
import { lateFeeds } from "../faults/table/pages.js";
import { cleanVerdict } from "../traffic/click.js";
import { describeMessage } from "../traffic/compose.js";
import { mix, Random } from "../traffic/random.js";
import type { LogFeed } from "./feeds.js";
import type { World } from "./world/world.js";

type LateEvents = Extract<FaultCase, { kind: "late-events" }> & Pick<Fault, "feed">;

/** Rows that turn up now, with times in the window the client has read last. */
export function arriveLate(
  stage: Pick<World, "emulation" | "traffic" | "live" | "late">,
  fault: LateEvents,
): void {
  const { emulation, late } = stage;
  const { feed: asked = "ttp-url" } = fault;
  const feed = lateFeeds.find((candidate) => candidate === asked);
  if (feed === undefined)
    throw new TypeError(`late-events strikes only ${lateFeeds.join(", ")}, not ${asked}`);
  const now = emulation.clock.now();
  const times = chooseTimes(stage, { fault, feed, now });
  if (feed === "ttp-url") {
    for (const [index, time] of times.entries()) clickLate(stage, { time, index, now });
    return;
  }
  if (!late.arrive(feed, { log: emulation.logs[feed], times, now }))
    throw new TypeError(`${feed} has no row yet that a late one could look like`);
}

/** Spread evenly over the window. */
function chooseTimes(
  { emulation }: Pick<World, "emulation">,
  late: { readonly fault: LateEvents; readonly feed: LogFeed; readonly now: number },
): number[] {
  const { fault, feed, now } = late;
  const age = (fault.ageMinutes ?? 30) * minuteMs;
  const window = fault.ageMinutes === undefined ? emulation.lastWindows.of(feed) : null;
  const until = Math.min(window?.until ?? now - age / 2, now);
  const from = Math.max(window?.from ?? now - age, until - age);
  const count = fault.count ?? 3;
  return Array.from({ length: count }, (_, index) => {
    const moment = from + ((until - from) * (index + 0.5)) / count;
    return Math.floor(moment / secondMs) * secondMs;
  });
}

/** A click is in the SIEM files to come too, so it is made of a mail. */
function clickLate(
  { traffic, live }: Pick<World, "traffic" | "live">,
  { time, index, now }: { readonly time: number; readonly index: number; readonly now: number },
): void {
  const random = new Random(mix(now / secondMs, index, 0x1a7e));
  const mail = { kind: "newsletter", time: time - minuteMs, random, seed: 0 } as const;
  const message = describeMessage(traffic.company, mail);
  live.addClick({
    time,
    message,
    url: message.url ?? "https://www.newsletter.example/",
    user: message.recipient,
    sourceIp: traffic.company.officeIps[0] ?? "192.0.2.10",
    method: "User Click",
    ...cleanVerdict(message.urlCategory),
    twin: false,
    visibleFrom: now,
  });
}
