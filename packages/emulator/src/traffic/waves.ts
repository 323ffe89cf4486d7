import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { Company, Person } from "./company.js";
import { describeMessage } from "./compose.js";
import type { Message } from "./message.js";
import { at, mix, opaqueId, Random } from "./random.js";
import { headOffice } from "./sites.js";
import { lures } from "./words.js";

/** A part of a phishing campaign: mails that bring one link from one mailbox within minutes. */
export interface Wave {
  /** The campaign's name: its waves share the domain and the host of their links, and nothing else. */
  readonly campaign: string;
  /** 1 for the first of its campaign. */
  readonly number: number;
  readonly sender: string;
  readonly senderDomain: string;
  readonly url: string;
  readonly subject: string;
  readonly startedAt: number;
  readonly messages: readonly Message[];
}

/** What the first wave and those after it have in common. */
interface Launch {
  readonly lure: (typeof lures)[number];
  readonly senderDomain: string;
  /** When each wave begins, the first one first. */
  readonly startTimes: readonly number[];
}

/** A wave as it is planned, before its mails are written. */
export interface WavePlan extends Omit<Wave, "messages"> {
  readonly victims: readonly Person[];
}

/** The mailboxes of a campaign's waves: a block of the first stops the first alone. */
const mailboxes = ["noreply", "support", "notice", "team"] as const;
const prefixes = ["", "Reminder: ", "Final notice: ", "Re: "] as const;
/** No campaign goes on for longer after its first day. */
const longestDays = 2;
const waveMs = 20 * minuteMs;
/** Where the mails of campaigns come from. */
const campaignIp = "198.51.100.222";

type Options = { readonly seed: number; readonly day: number };

/**
 * The waves of a UTC day, a pure function of (seed, day). Each day a campaign is launched with a look-alike domain of its
 * own; about half go on in the afternoon and over the next two days.
 */
export function wavesOf(company: Company, { seed, day }: Options): Wave[] {
  const waves: Wave[] = [];
  for (let launched = day - longestDays; launched <= day; launched += 1) {
    const launch = planLaunch(company, { seed, day: launched });
    for (const [index, startedAt] of launch.startTimes.entries()) {
      if (Math.floor(startedAt / dayMs) !== day) continue;
      const random = new Random(mix(seed ^ 0x3a7e, launched, index));
      waves.push(writeWave(company, { launch, index, startedAt, random, seed }));
    }
  }
  return waves.sort((one, other) => one.startedAt - other.startedAt);
}

function planLaunch(company: Company, { seed, day }: Options): Launch {
  const random = new Random(mix(seed ^ 0x0f15, day, 0xda1));
  const lure = random.pick(lures);
  // Each launch registers a new look-alike: `fernhill-payroll-7k.example`.
  const mark = opaqueId(random)
    .slice(0, 3)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x");
  const startTimes = [day * dayMs + 7 * hourMs + random.below(90) * minuteMs];
  const goOn = (probability: number, from: number) => {
    const time = day * dayMs + from + random.below(120) * minuteMs;
    if (random.chance(probability)) startTimes.push(time);
  };
  goOn(0.5, 13 * hourMs);
  goOn(0.4, dayMs + 9 * hourMs);
  goOn(0.25, 2 * dayMs + 9 * hourMs);
  return { lure, senderDomain: `${company.label}-${lure.part}-${mark}.example`, startTimes };
}

function writeWave(
  company: Company,
  making: {
    readonly launch: Launch;
    readonly index: number;
    readonly startedAt: number;
    readonly random: Random;
    readonly seed: number;
  },
): Wave {
  const { launch, index, startedAt, random, seed } = making;
  const { lure, senderDomain } = launch;
  const count = Math.max(3, Math.min(12, Math.round(company.people.length * 0.06)));
  const isFirst = index === 0;
  const plan: WavePlan = {
    campaign: senderDomain,
    number: index + 1,
    sender: `${at(mailboxes, index)}@${senderDomain}`,
    senderDomain,
    url: `https://login.${senderDomain}${lure.path}?id=${random.between(1000, 9999)}`,
    subject: `${at(prefixes, index)}${lure.subject}`,
    startedAt,
    // The first wave goes to the head office, at the beginning of its day.
    victims: chooseVictims(
      isFirst ? company.people.filter(({ site }) => site === headOffice) : company.people,
      {
        random,
        count: isFirst ? count : Math.ceil(count / 2),
      },
    ),
  };
  return sendWave(company, { plan, random, seed });
}

/** Writes the mails of a wave, some minutes apart. */
export function sendWave(
  company: Company,
  { plan, random, seed }: { readonly plan: WavePlan; readonly random: Random; readonly seed: number },
): Wave {
  const { victims, ...wave } = plan;
  const { sender, senderDomain, startedAt, subject, url } = wave;
  const messages = victims.map((victim, index): Message => {
    const time = startedAt + Math.floor((index * waveMs) / victims.length) + random.below(20 * secondMs);
    return {
      ...describeMessage(company, { kind: "newsletter", time, random, seed }),
      kind: "phishing",
      sender,
      headerFrom: sender,
      recipient: victim.address,
      subject,
      senderIp: campaignIp,
      url,
      urlCategory: "Phishing & Fraud",
      messageId: `<${opaqueId(random)}@${senderDomain}>`,
      spamScore: random.between(4, 11),
    };
  });
  return { ...wave, messages };
}

export function chooseVictims(
  people: readonly Person[],
  options: { readonly random: Random; readonly count: number },
): Person[] {
  const victims = new Set<Person>();
  while (victims.size < Math.min(options.count, people.length)) victims.add(options.random.pick(people));
  return [...victims];
}
