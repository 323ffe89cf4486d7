import { formatUtc } from "../clicks/click-row.js";
import { minuteMs, secondMs } from "../clock/spans.js";
import { longestSandboxMs, sandboxTime } from "../logs/attachment-log.js";
import type { LogRow } from "../logs/log-row.js";
import { secureId } from "../logs/secure-id.js";
import { countAttempts, deliveryDelay, retryMs } from "../siem/line-times.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { mix, Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";

/** A message that waits: in the sandbox, or for another try to deliver it. */
interface Waiting {
  readonly message: Message;
  readonly from: number;
  readonly until: number;
  readonly info: string;
}

const sandboxed: ReadonlySet<MessageKind> = new Set(["sandboxed"]);
const retriedKinds: ReadonlySet<MessageKind> = new Set(["outbound", "conversation", "attached"]);
/** The first try, and the wait for the second. */
const longestRetryMs = 2 * minuteMs;

/** What the gateway is busy with: as in the vendor's, mostly nothing. */
export class ProcessingQueue {
  private readonly traffic: Traffic;
  /** How often the depth of the queues is taken. */
  private readonly sampleMs: number;

  constructor(traffic: Traffic, { sampleMinutes }: { readonly sampleMinutes: number }) {
    this.traffic = traffic;
    this.sampleMs = sampleMinutes * minuteMs;
  }

  rowsAt(now: number): LogRow[] {
    return this.waitingAt(now).map((waiting, order) => placeWaiting(waiting, { now, order }));
  }

  /** The depth of both queues at every sample with `from <= time < until`. */
  depthBetween(from: number, until: number): LogRow[] {
    const { sampleMs } = this;
    const rows: LogRow[] = [];
    for (let time = Math.ceil(from / sampleMs) * sampleMs; time < until; time += sampleMs) {
      const waiting = this.waitingAt(time);
      const outbound = waiting.filter(({ message }) => message.direction === "Outbound").length;
      rows.push(placeDepth(time, { order: 0, direction: "inbound", count: waiting.length - outbound }));
      rows.push(placeDepth(time, { order: 1, direction: "outbound", count: outbound }));
    }
    return rows;
  }

  /** In order of time. What waits for another try is found by its sketch: most mail need not be made to be left out. */
  private waitingAt(now: number): Waiting[] {
    const { traffic } = this;
    const inSandbox = traffic.messagesBetween(
      now - longestSandboxMs,
      now + 1,
      sandboxed,
      ({ time, variant }) => now < time + sandboxTime({ fate: "sandboxed", variant }),
    );
    const retried = traffic.messagesBetween(
      now - longestRetryMs,
      now + 1,
      retriedKinds,
      ({ variant }) => countAttempts({ fate: "delivered", variant }) > 1,
    );
    return [...inSandbox, ...retried]
      .sort((one, other) => one.time - other.time)
      .flatMap((message) => findWait(message) ?? [])
      .filter(({ from, until }) => from <= now && now < until);
  }
}

/** Where and until when a message waits; null where it goes straight through. */
export function findWait(message: Message): Waiting | null {
  if (message.fate === "sandboxed") {
    const until = message.time + sandboxTime(message);
    return { message, from: message.time, until, info: "Sandboxing attachment" };
  }
  const retries = countAttempts(message) - 1;
  if (retries === 0) return null;
  const from = message.time + deliveryDelay(message);
  return { message, from, until: from + retries * retryMs, info: "451 4.7.1 Try again later" };
}

function placeWaiting(
  { message, until, info }: Waiting,
  { now, order }: { readonly now: number; readonly order: number },
): LogRow {
  const isSandboxed = message.fate === "sandboxed";
  const record = {
    id: secureId(new Random(mix(message.variant, Math.floor(message.time / secondMs), 0x9e0c))),
    fromEnv: { emailAddress: message.sender, displayableName: "" },
    fromHeader: { emailAddress: message.headerFrom, displayableName: "" },
    to: [{ emailAddress: message.recipient, displayableName: "" }],
    subject: message.subject,
    attachment: message.attachment !== null,
    routing: message.direction.toLowerCase(),
    size: message.size,
    remoteIp: message.direction === "Outbound" ? message.destinationIp : message.senderIp,
    attempts: isSandboxed ? 0 : 1,
    nextAttempt: formatUtc(isSandboxed ? now : until),
    created: formatUtc(message.time),
    info,
    priority: "normal",
  };
  return {
    time: Math.floor(message.time / secondMs) * secondMs,
    order,
    fields: { ...record, type: "processing" },
    raw: JSON.stringify(record),
    visibleFrom: message.time,
  };
}

function placeDepth(
  time: number,
  depth: { readonly order: number; readonly direction: string; readonly count: number },
): LogRow {
  const { order, direction, count } = depth;
  const raw = JSON.stringify({ date: formatUtc(time), count });
  return { time, order, type: direction, fields: { direction }, raw, visibleFrom: time };
}
