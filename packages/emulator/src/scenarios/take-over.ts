import { minuteMs, secondMs } from "../clock/spans.js";
import { exportMailbox, forwardMail, signInStrangely, strangeAddresses } from "../logs/risky-acts.js";
import type { Person } from "../traffic/company.js";
import { describeMessage } from "../traffic/compose.js";
import type { Message } from "../traffic/message.js";
import { at } from "../traffic/random.js";
import { clicksOf, visit } from "../traffic/wave-clicks.js";
import { chooseVictims, sendWave } from "../traffic/waves.js";
import { nameLookAlike, type Scene } from "./scene.js";
import type { Script } from "./script.js";

/** The user's own page, not the administrators'. */
const portal = "Mimecast Personal Portal";

/**
 * Somebody's account is taken over: a phishing mail and a click half an hour before, then a log-on from a place nobody
 * knows, mail forwarded outside, the mailbox exported, and phishing sent to colleagues and partners, some of whom bounce.
 */
export function takeOver(
  person: Person,
  scene: Scene & { readonly forwardTo?: string; readonly internal?: number; readonly outbound?: number },
): Partial<Script> {
  const { company, time, random, internal = 12, outbound = 40 } = scene;
  const domain = nameLookAlike(company, { part: "webmail", random });
  const { forwardTo = `archive@${domain}` } = scene;
  const url = `https://files.${domain}/shared/${random.between(100, 999)}`;
  const bait = layBait(person, { scene, domain });
  const stolen = { person, address: at(strangeAddresses, 1), application: portal };
  const inside = sendInside(person, { scene, url, count: internal });
  return {
    waves: [bait.wave],
    messages: [...bait.wave.messages, ...inside, ...sendOutside(person, { scene, url, count: outbound })],
    clicks: [bait.click, ...clicksOf(company, inside, { random, share: 0.4 })],
    notes: [
      ...signInStrangely({ ...stolen, time }),
      forwardMail({ ...stolen, time: time + 4 * minuteMs }, forwardTo),
      exportMailbox({ ...stolen, time: time + 25 * minuteMs }, person.address),
    ],
  };
}

function layBait(person: Person, { scene, domain }: { readonly scene: Scene; readonly domain: string }) {
  const { company, time, random, seed } = scene;
  const wave = sendWave(company, {
    plan: {
      campaign: domain,
      number: 1,
      sender: `postmaster@${domain}`,
      senderDomain: domain,
      url: `https://login.${domain}/owa/?id=${random.between(1000, 9999)}`,
      subject: "Your mailbox is almost full",
      startedAt: time - 35 * minuteMs,
      victims: [person],
    },
    random,
    seed,
  });
  const message = at(wave.messages, 0);
  const click = visit(company, { message, time: time - 28 * minuteMs, place: "home", reaction: "went-on" });
  return { wave, click };
}

interface Sending {
  readonly scene: Scene;
  readonly url: string;
  readonly count: number;
}

const subject = "Shared with you: revised payment details";

/** To colleagues, from ten minutes after on: nobody looks twice at mail from one of their own. */
function sendInside(person: Person, { scene, url, count }: Sending): Message[] {
  const { company, time, random, seed } = scene;
  const colleagues = company.people.filter((other) => other !== person);
  return chooseVictims(colleagues, { random, count }).map((victim, index) => ({
    ...describeMessage(company, {
      kind: "internal-threat",
      time: time + 10 * minuteMs + index * 50 * secondMs,
      random,
      seed,
    }),
    sender: person.address,
    headerFrom: person.address,
    recipient: victim.address,
    subject,
    url,
    urlCategory: "Phishing & Fraud",
  }));
}

/** To partners; of every five the last doesn't exist, and a bounce comes back. */
function sendOutside(person: Person, { scene, url, count }: Sending): Message[] {
  const { company, time, random, seed } = scene;
  return Array.from({ length: count }, (_, index) => index).flatMap((index): Message[] => {
    const sentAt = time + 15 * minuteMs + index * 20 * secondMs;
    const make = (kind: "outbound" | "bounce", at: number) =>
      describeMessage(company, { kind, time: at, random, seed });
    const partner = random.pick(company.partners);
    const mail: Message = {
      ...make("outbound", sentAt),
      sender: person.address,
      headerFrom: person.address,
      recipient: partner.address,
      destinationIp: partner.ip,
      subject,
      url,
      urlCategory: "Phishing & Fraud",
    };
    if (index % 5 !== 4) return [mail];
    return [mail, { ...make("bounce", sentAt + 40 * secondMs), recipient: person.address }];
  });
}
