import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { Company, Person } from "./company.js";
import { describeMessage } from "./compose.js";
import type { Message, MessageKind } from "./message.js";
import { at, mix, opaqueId, Random } from "./random.js";
import { lures } from "./words.js";

export type Place = "office" | "vpn" | "home" | "mobile";

/** A click of the day's phishing wave, as it happens when nothing was blocked. */
export interface PlannedClick {
  readonly time: number;
  readonly message: Message;
  readonly place: Place;
  readonly sourceIp: string;
  readonly method: "User Click" | "Entry Scan";
  readonly blocked: boolean;
  readonly awareness: "N/A" | "Continue" | "Safe";
}

/** What a day brings whatever the volume: one phishing wave, and one of each rare thing. */
export interface DayPlan {
  readonly wave: {
    readonly sender: string;
    readonly senderDomain: string;
    readonly url: string;
    readonly subject: string;
    readonly startedAt: number;
    readonly messages: readonly Message[];
  };
  /** In order of time, the wave's messages among them. */
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

/** Plans a UTC day, a pure function of (seed, day). */
export function planDay(company: Company, options: { readonly seed: number; readonly day: number }): DayPlan {
  const { seed, day } = options;
  const random = new Random(mix(seed ^ 0x0f15, day, 0xda1));
  const wave = launchWave(company, { random, day, seed });
  const others = rarities.map((kind) => {
    const time = day * dayMs + random.between(6 * 60, 17 * 60) * minuteMs + random.below(minuteMs);
    return describeMessage(company, { kind, time, random, seed });
  });
  const messages = [...wave.messages, ...others].sort((one, other) => one.time - other.time);
  return { wave, messages, clicks: planClicks(company, { random, day, messages: wave.messages }) };
}

function launchWave(
  company: Company,
  options: { readonly random: Random; readonly day: number; readonly seed: number },
): DayPlan["wave"] {
  const { random, day, seed } = options;
  const lure = random.pick(lures);
  // Each day registers a new look-alike: `fernhill-payroll-7k.example`.
  const senderDomain = `${company.label}-${lure.part}-${opaqueId(random)
    .slice(0, 3)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x")}.example`;
  const sender = `noreply@${senderDomain}`;
  const url = `https://login.${senderDomain}${lure.path}?id=${random.between(1000, 9999)}`;
  const startedAt = day * dayMs + 7 * hourMs + random.below(90) * minuteMs;
  const count = Math.max(3, Math.min(12, Math.round(company.people.length * 0.06)));
  const messages = chooseVictims(company.people, { random, count }).map((victim, index): Message => {
    const time = startedAt + Math.floor((index * 20 * minuteMs) / count) + random.below(20 * secondMs);
    const mail = describeMessage(company, { kind: "newsletter", time, random, seed });
    return {
      ...mail,
      kind: "phishing",
      sender,
      headerFrom: sender,
      recipient: victim.address,
      subject: lure.subject,
      senderIp: "198.51.100.222",
      url,
      urlCategory: "Phishing & Fraud",
      messageId: `<${opaqueId(random)}@${senderDomain}>`,
      spamScore: random.between(4, 11),
    };
  });
  return { sender, senderDomain, url, subject: lure.subject, startedAt, messages };
}

function chooseVictims(
  people: readonly Person[],
  options: { readonly random: Random; readonly count: number },
): Person[] {
  const victims = new Set<Person>();
  while (victims.size < Math.min(options.count, people.length)) victims.add(options.random.pick(people));
  return [...victims];
}

function planClicks(
  company: Company,
  options: { readonly random: Random; readonly day: number; readonly messages: readonly Message[] },
): PlannedClick[] {
  const { random, day, messages } = options;
  const visit = (
    message: Message,
    click: Pick<PlannedClick, "time" | "place" | "blocked" | "awareness">,
  ): PlannedClick => ({
    ...click,
    time: Math.floor(click.time / secondMs) * secondMs,
    message,
    sourceIp: chooseIp(company, { message, place: click.place, random }),
    method: "User Click",
  });
  const first = at(messages, 0);
  const last = at(messages, messages.length - 1);
  const clicks: PlannedClick[] = [
    // These two are certain, one in the morning and one in the evening: every span of 24 hours holds a malicious click.
    visit(first, {
      time: day * dayMs + 9.5 * hourMs + random.below(hourMs),
      place: "office",
      blocked: false,
      awareness: "Continue",
    }),
    visit(last, {
      time: day * dayMs + 18 * hourMs + random.below(hourMs),
      place: "home",
      blocked: false,
      awareness: "N/A",
    }),
    // Someone tries again a few minutes later, from the phone.
    visit(last, {
      time: day * dayMs + 19.2 * hourMs + random.below(hourMs / 4),
      place: "mobile",
      blocked: random.chance(0.5),
      awareness: "N/A",
    }),
  ];
  const places: readonly Place[] = ["office", "office", "vpn", "home", "mobile"];
  for (const message of messages.slice(1)) {
    if (random.chance(0.3))
      clicks.push({
        ...visit(message, {
          time: message.time + 4 * secondMs,
          place: "office",
          blocked: false,
          awareness: "N/A",
        }),
        sourceIp: message.senderIp,
        method: "Entry Scan",
      });
    if (!random.chance(0.55)) continue;
    const time = message.time + random.between(2, 480) * minuteMs;
    clicks.push(
      visit(message, {
        time,
        place: random.pick(places),
        blocked: random.chance(0.45),
        awareness: random.chance(0.3) ? "Continue" : "N/A",
      }),
    );
  }
  return clicks.sort((one, other) => one.time - other.time);
}

function chooseIp(
  company: Company,
  options: { readonly message: Message; readonly place: Place; readonly random: Random },
): string {
  const { message, place, random } = options;
  const person = company.people.find((candidate) => candidate.address === message.recipient);
  if (place === "vpn") return random.pick(company.vpnIps);
  if (place === "home") return person?.homeIp ?? "203.0.113.7";
  if (place === "mobile") return person?.mobileIp ?? "203.0.113.207";
  return random.pick(company.officeIps);
}
