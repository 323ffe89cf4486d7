import {
  hosted,
  type MailSystem,
  systemsOfCompanies,
  systemsOfMachines,
  systemsOfMailers,
  systemsOfSpammers,
} from "./mail-systems.js";
import { at, Random } from "./random.js";
import {
  type BulkSender,
  newsletters as newsletterSenders,
  services as serviceSenders,
} from "./texts/bulk.js";
import type { Writer } from "./texts/grammar.js";
import { linksOfMachine, linksOfMailer, linksOfPartner } from "./texts/links.js";
import {
  firstNames,
  lastNames,
  partnerCategories,
  partnerLabels,
  spamLabels,
  spamLocals,
  spamWords,
} from "./words.js";

export interface Correspondent {
  readonly address: string;
  /** As mail programs show it; empty for who gives none. */
  readonly name: string;
  readonly domain: string;
  readonly ip: string;
  /** What the links in its mail lead to. */
  readonly category: string;
  readonly system: MailSystem;
  readonly link: Writer;
}

/** Who sends the same kind of mail to many. */
export interface Mailer extends Correspondent {
  readonly subject: Writer;
}

export function plainAscii(text: string): string {
  return text.normalize("NFD").replace(/[^A-Za-z]/g, "");
}

function meetPartners(): Correspondent[] {
  return partnerLabels.flatMap((label, index) =>
    [0, 1, 2].map((contact) => {
      const first = at(firstNames, (index * 5 + contact * 11) % firstNames.length);
      const last = at(lastNames, (index * 3 + contact * 7) % lastNames.length);
      const domain = `${label}.example`;
      return {
        address: `${plainAscii(first)}.${plainAscii(last)}@${domain}`.toLowerCase(),
        name: `${first} ${last}`,
        domain,
        ip: `198.51.100.${10 + index}`,
        category: at(partnerCategories, index % partnerCategories.length),
        system: at(systemsOfCompanies, index % systemsOfCompanies.length),
        link: linksOfPartner,
      };
    }),
  );
}

function listMailers(
  senders: readonly BulkSender[],
  {
    firstIp,
    systems,
    linksOf,
  }: {
    readonly firstIp: number;
    readonly systems: readonly MailSystem[];
    readonly linksOf: (sender: BulkSender) => Writer;
  },
): Mailer[] {
  return senders.map((sender, index) => {
    const { label, local, category, subject } = sender;
    const domain = `${label}.example`;
    return {
      address: `${local}@${domain}`,
      name: label.replace(/(?:^|-)(\w)/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim(),
      domain,
      ip: `198.51.100.${firstIp + index}`,
      category,
      subject,
      system: at(systems, index % systems.length),
      link: linksOf(sender),
    };
  });
}

/** Spammers come from many domains and few networks. */
const spamDomains = 400;
const spamNetwork = { first: 80, size: 120 } as const;

function meetSpammers(): Correspondent[] {
  const random = new Random(0x59a3);
  return Array.from({ length: spamDomains }, () => {
    const [word, label] = [random.below(spamWords.length), random.below(spamLabels.length)];
    const domain = `${at(spamWords, word)}-${at(spamLabels, label)}.example`;
    const local = random.chance(0.2) ? random.next().toString(36) : random.pick(spamLocals);
    // Each domain has one server.
    const server = word * 37 + label * 11;
    return {
      address: `${local}@${domain}`,
      name: "",
      domain,
      ip: `198.51.100.${spamNetwork.first + (server % spamNetwork.size)}`,
      category: "Uncategorized",
      system: at(systemsOfSpammers, server % systemsOfSpammers.length),
      link: linksOfPartner,
    };
  });
}

export const partners: readonly Correspondent[] = meetPartners();
export const newsletters: readonly Mailer[] = listMailers(newsletterSenders, {
  firstIp: 50,
  systems: systemsOfMailers,
  linksOf: linksOfMailer,
});
/** Machines that write by themselves. */
export const services: readonly Mailer[] = listMailers(serviceSenders, {
  firstIp: 65,
  systems: systemsOfMachines,
  linksOf: linksOfMachine,
});
export const spammers: readonly Correspondent[] = meetSpammers();

/** What the company's own people send with. */
export const ownSystem: MailSystem = hosted;

const everybody = [...partners, ...newsletters, ...services, ...spammers];
const systems = new Map(everybody.map(({ domain, system }) => [domain, system]));
const names = new Map(everybody.map(({ address, name }) => [address, name]));

/** The name a mail of one of them shows beside the address; empty for who gives none. */
export function nameOfCorrespondent(address: string): string {
  return names.get(address) ?? "";
}

/** What the server calls itself that a domain's mail comes from; of who isn't known here `mail` of the domain. */
export function sendingServerOf(domain: string, ip: string): string {
  return systems.get(domain)?.sends(domain, ip) ?? `mail.${domain || "unknown.example"}`;
}

/** The server that mail to a domain is handed to. */
export function receivingServerOf(domain: string): string {
  return systems.get(domain)?.receives(domain) ?? `mx1.${domain}`;
}
