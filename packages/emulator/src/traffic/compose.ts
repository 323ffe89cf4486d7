import { hourMs } from "../clock/spans.js";
import { type Company, isAwake, type Person, pickAwake } from "./company.js";
import { type Correspondent, ownSystem } from "./correspondents.js";
import {
  attachFile,
  encodedSize,
  lockoutRejection,
  recipientRejection,
  refuseMail,
  virusRejection,
} from "./ingredients.js";
import { isDetonated, type Sketch, type Slot, sketchSlot } from "./kinds.js";
import type { Message, MessageKind, Rejection } from "./message.js";
import { mix, opaqueId, pickBusy, Random } from "./random.js";
import { writePretence, writeSpam } from "./texts/bulk.js";
import { writeMalwareSubject } from "./texts/files.js";
import { linksInside } from "./texts/links.js";
import { answerTo, writeTopic } from "./texts/topics.js";
import { weighMail } from "./weights.js";
import { unknownLocals, virusNames } from "./words.js";

/** Domains that look like the company's; `{c}` is its label. */
const lookAlikes = [
  "{c}-mail",
  "{c}-group",
  "{c}-office",
  "{c}s",
  "my-{c}",
  "privatpost",
  "quickmail",
] as const;

/** Makes one message of the regular traffic, a pure function of (seed, slot). */
export function composeMessage(
  company: Company,
  options: { readonly seed: number; readonly slot: Slot; readonly sketch?: Sketch },
): Message {
  const { seed, slot, sketch = sketchSlot(seed, slot) } = options;
  const random = new Random(mix(seed ^ 0xc0de, slot.hour, slot.index));
  return describeMessage(company, { ...sketch, random, seed });
}

interface Making {
  readonly kind: MessageKind;
  readonly time: number;
  readonly random: Random;
  readonly seed: number;
  /** Drawn where it is left out. */
  readonly variant?: number;
}

/** Makes a message of a kind at a time from a stream of random numbers. */
export function describeMessage(company: Company, making: Making): Message {
  const { kind, random, variant = 1 } = making;
  const to = random.pick(company.people);
  const partner = random.pick(company.partners);
  const spammer = pickBusy(random, company.spammers);
  switch (kind) {
    case "conversation":
    case "attached":
      return converse(company, making);
    case "newsletter": {
      const from = random.pick(company.newsletters);
      return inbound(making, { from, to, subject: from.subject(random), linked: true });
    }
    case "notification": {
      const from = random.pick(company.services);
      return inbound(making, { from, to, subject: from.subject(random), linked: true });
    }
    case "spam": {
      const spamScore = random.between(20, 60);
      const subject = writeSpam(random);
      return inbound(making, { from: spammer, to, subject, fate: "held", holdReason: "Spm", spamScore });
    }
    case "refused": {
      const rejection = refuseMail(random);
      return inbound(making, {
        from: spammer,
        // What anti-spoofing locks out pretends that its recipient wrote it.
        headerFrom: rejection === lockoutRejection ? to.address : spammer.address,
        to,
        ...(rejection === recipientRejection
          ? { recipient: `${random.pick(unknownLocals)}@${company.domain}` }
          : {}),
        subject: writeSpam(random),
        fate: "rejected",
        rejection,
      });
    }
    case "malware": {
      const finding = { virus: random.pick(virusNames), attachment: attachFile(random, { malicious: true }) };
      const subject = writeMalwareSubject(random);
      return inbound(making, {
        from: spammer,
        to,
        subject,
        fate: "rejected",
        rejection: virusRejection,
        ...finding,
      });
    }
    case "sandboxed": {
      const attachment = attachFile(random, { malicious: isDetonated({ variant }) });
      return inbound(making, {
        from: partner,
        to,
        subject: writeTopic(random.pick(to.site.languages), random),
        fate: "sandboxed",
        attachment,
      });
    }
    case "impersonation": {
      const colleague = random.pick(company.people).address;
      const look = random.pick(lookAlikes).replace("{c}", company.label);
      const headerFrom = `${colleague.slice(0, colleague.lastIndexOf("@"))}@${look}.example`;
      const subject = writePretence(random);
      return inbound(making, { from: spammer, to, subject, fate: "held", holdReason: "Oth", headerFrom });
    }
    case "bounce": {
      const headerFrom = `MAILER-DAEMON@${partner.domain}`;
      return inbound(making, {
        from: partner,
        to,
        subject: "Undelivered Mail Returned to Sender",
        sender: "",
        headerFrom,
      });
    }
    case "outbound": {
      const person = pickAwake(company, making);
      const subject = writeTopic(random.pick(person.site.languages), random);
      return outbound(company, { ...making, person, partner, subject });
    }
    case "internal":
    case "internal-threat":
    case "phishing":
      return internal(company, { ...making, person: pickAwake(company, making) });
  }
}

type Details = Partial<Omit<Message, "kind" | "time" | "variant">> & {
  readonly from: Correspondent;
  readonly to: Person;
  readonly subject: string;
  readonly linked?: boolean;
};

/** Fills in what the kind leaves open. One literal: a copy for each change would cost more than the rest. */
function inbound(making: Making, details: Details): Message {
  const { random } = making;
  const { from, to } = details;
  const link = random.below(linksOfOne);
  const linked = details.linked === true ? writeLink(from, link) : null;
  const { domain, system } = from;
  const name = system.nameMail({ domain, time: making.time, one: random.next(), other: random.next() });
  return {
    kind: making.kind,
    fate: details.fate ?? "delivered",
    time: making.time,
    direction: details.direction ?? "Inbound",
    sender: details.sender ?? from.address,
    headerFrom: details.headerFrom ?? from.address,
    recipient: details.recipient ?? to.address,
    subject: details.subject,
    senderIp: from.ip,
    destinationIp: details.destinationIp ?? "192.0.2.25",
    url: details.url === undefined ? linked : details.url,
    urlCategory: details.urlCategory ?? from.category,
    attachment: details.attachment ?? null,
    virus: details.virus ?? null,
    rejection: details.rejection ?? null,
    holdReason: details.holdReason ?? null,
    messageId: `<${name}>`,
    trackingCode: opaqueId(random),
    size: weighMail(making.kind, random.next()) + encodedSize(details.attachment),
    spamScore: details.spamScore ?? random.below(6),
    journaled: details.journaled ?? random.chance(0.08),
    variant: making.variant ?? random.next(),
  };
}

/** Somebody sends so many links and no more: others come upon the same ones. */
const linksOfOne = 40;

/** By domain, and by number. */
const links = new Map<string, string[]>();

function writeLink({ domain, link }: Pick<Correspondent, "domain" | "link">, number: number): string {
  let known = links.get(domain);
  if (known === undefined) {
    known = [];
    links.set(domain, known);
  }
  // Written once: most links come again.
  known[number] ??= link(new Random(mix(domain.length, domain.charCodeAt(0), number))).replace("@", domain);
  return known[number];
}

/** A thread lasts a week: same two people, same subject, answers in both directions. */
function converse(company: Company, making: Making): Message {
  const { random, seed } = making;
  const week = Math.floor(making.time / (168 * hourMs));
  const thread = new Random(mix(seed ^ 0x7a11, week, random.below(company.people.length * 2)));
  const person = thread.pick(company.people);
  const partner = thread.pick(company.partners);
  const language = thread.pick(person.site.languages);
  const topic = writeTopic(language, thread);
  const subject = random.chance(0.75) ? answerTo(topic, language, thread) : topic;
  // Partners write at any hour; our people answer in their working hours.
  const brings = making.kind === "attached";
  if (!brings && random.chance(isAwake(person, making.time) ? 0.52 : 0.06))
    return outbound(company, { ...making, person, partner, subject });
  const linked = random.chance(0.3);
  const attachment = brings ? attachFile(random, { malicious: false }) : null;
  return inbound(making, { from: partner, to: person, subject, linked, attachment });
}

const recipientUnknown: Rejection = {
  type: "Recipient email address is possibly incorrect",
  code: "550",
  info: "5.1.1 Recipient address rejected",
};

function outbound(
  company: Company,
  making: Making & { readonly person: Person; readonly partner: Correspondent; readonly subject: string },
): Message {
  const { person, partner, subject, random } = making;
  const undeliverable = random.chance(0.01);
  return inbound(making, {
    from: ownMailbox(company, { address: person.address, ip: "192.0.2.25" }),
    to: person,
    subject,
    direction: "Outbound",
    recipient: partner.address,
    destinationIp: partner.ip,
    fate: undeliverable ? "undeliverable" : "delivered",
    rejection: undeliverable ? recipientUnknown : null,
  });
}

function ownMailbox(
  { domain }: Company,
  { address, ip }: Pick<Correspondent, "address" | "ip">,
): Correspondent {
  return { address, ip, domain, name: "", category: "Business", system: ownSystem, link: linksInside };
}

function internal(company: Company, making: Making & { readonly person: Person }): Message {
  const { person, random, kind } = making;
  const page = random.chance(0.1)
    ? writeLink({ domain: company.domain, link: linksInside }, random.below(50))
    : null;
  const threat =
    kind === "internal-threat" ? `https://files.win-a-phone.example/d/${random.below(30)}.exe` : null;
  return inbound(making, {
    from: ownMailbox(company, { address: person.address, ip: person.devices.office.address }),
    to: random.pick(company.people),
    subject: writeTopic(random.pick(person.site.languages), random),
    direction: "Internal",
    journaled: true,
    url: threat ?? page,
    urlCategory: threat === null ? "Business" : "Compromised",
  });
}
