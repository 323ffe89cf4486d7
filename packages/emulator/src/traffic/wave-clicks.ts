import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { cleanVerdict, type Verdict } from "./click.js";
import { type Company, findPerson, isAwake, type Person } from "./company.js";
import type { Device, Whereabouts } from "./devices.js";
import type { Message } from "./message.js";
import { at, type Random } from "./random.js";
import type { Wave } from "./waves.js";

/** What became of a click where the account's list says nothing: warned people went on, or turned back. */
export type Reaction = "allowed" | "blocked" | "went-on" | "turned-back";

/** A click of a phishing wave, as it happens when nothing was blocked. */
export interface PlannedClick {
  readonly time: number;
  readonly message: Message;
  readonly place: Whereabouts;
  /** Null for a scanner. */
  readonly device: Device | null;
  readonly sourceIp: string;
  readonly method: "User Click" | "Entry Scan";
  readonly reaction: Reaction;
}

/** Somebody's click on the link of a mail. */
export function visit(
  company: Company,
  click: Pick<PlannedClick, "time" | "message" | "place" | "reaction">,
): PlannedClick {
  const device = personBehind(company, click.message.recipient).devices[click.place];
  return {
    ...click,
    time: Math.floor(click.time / secondMs) * secondMs,
    device,
    sourceIp: device.address,
    method: "User Click",
  };
}

function personBehind(company: Company, address: string): Person {
  return findPerson(company, address) ?? at(company.people, 0);
}

/**
 * The clicks of the day's first wave. Two are certain, one in the morning and one in the evening: every span of 24 hours
 * holds a malicious click.
 */
export function clicksOfFirst(company: Company, wave: Wave, random: Random): PlannedClick[] {
  const { messages } = wave;
  const day = Math.floor(wave.startedAt / dayMs);
  const first = at(messages, 0);
  const last = at(messages, messages.length - 1);
  const onDay = (hours: number, spread: number) => day * dayMs + hours * hourMs + random.below(spread);
  const certain = [
    visit(company, { message: first, time: onDay(9.5, hourMs), place: "office", reaction: "went-on" }),
    visit(company, { message: last, time: onDay(18, hourMs), place: "home", reaction: "allowed" }),
    // Someone tries again a few minutes later, from the phone.
    visit(company, {
      message: last,
      time: onDay(19.2, hourMs / 4),
      place: "mobile",
      reaction: random.chance(0.5) ? "blocked" : "allowed",
    }),
  ];
  return [...certain, ...clicksOf(company, messages.slice(1), { random, share: 0.55 })];
}

/** What people, and the scanners of their mailboxes, click in mails of a wave. */
export function clicksOf(
  company: Company,
  messages: readonly Message[],
  { random, share }: { readonly random: Random; readonly share: number },
): PlannedClick[] {
  return messages.flatMap((message) => {
    const clicks: PlannedClick[] = random.chance(0.3) ? [scan(message)] : [];
    if (!random.chance(share)) return clicks;
    const time = message.time + random.between(2, 480) * minuteMs;
    const place = choosePlace(personBehind(company, message.recipient), { time, random });
    const reaction = chooseReaction(random);
    clicks.push(visit(company, { message, time, place, reaction }));
    // Whoever was stopped is the likeliest to try again.
    if (random.chance(reaction === "blocked" ? 0.4 : 0.1)) {
      const again = time + random.between(1, 12) * minuteMs;
      clicks.push(visit(company, { message, time: again, place, reaction }));
    }
    return clicks;
  });
}

function scan(message: Message): PlannedClick {
  return {
    time: Math.floor((message.time + 4 * secondMs) / secondMs) * secondMs,
    message,
    place: "office",
    device: null,
    sourceIp: message.senderIp,
    method: "Entry Scan",
    reaction: "allowed",
  };
}

/** At work they are mostly in the office, otherwise at home or on their way. */
export function choosePlace(
  person: Person,
  { time, random }: { readonly time: number; readonly random: Random },
): Whereabouts {
  const draw = random.below(10);
  if (!isAwake(person, time)) return draw < 5 ? "home" : "mobile";
  if (draw < 6) return "office";
  if (draw === 6) return "vpn";
  return draw < 9 ? "home" : "mobile";
}

function chooseReaction(random: Random): Reaction {
  const draw = random.below(20);
  if (draw < 9) return "blocked";
  if (draw < 14) return "allowed";
  return draw < 18 ? "went-on" : "turned-back";
}

/** What the scan said of a wave's link, and what the user made of it. */
export function verdictOn(reaction: Reaction): Verdict {
  const found = { ...cleanVerdict("Phishing & Fraud"), scanResult: "malicious" } as const;
  switch (reaction) {
    case "allowed":
      return found;
    case "blocked":
      return { ...found, action: "block", actions: "Block" };
    case "went-on":
      return { ...found, userOverride: "Continue", awareness: "Continue" };
    case "turned-back":
      return { ...found, action: "warn", actions: "Block", awareness: "Safe" };
  }
}
