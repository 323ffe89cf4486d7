import { isWorkingTime } from "./calendar.js";
import { type Device, devicesOf, type Whereabouts } from "./devices.js";
import { at, hexDigits, mix, Random } from "./random.js";
import { headOffice, type Site, siteOf } from "./sites.js";
import { type BulkSender, newsletters, services } from "./texts/bulk.js";
import type { Writer } from "./texts/grammar.js";
import {
  departments,
  firstNames,
  lastNames,
  partnerCategories,
  partnerLabels,
  spamLabels,
  spamLocals,
  spamWords,
} from "./words.js";

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly department: string;
  readonly site: Site;
  /** What they click with, by where they are: documentation addresses only. */
  readonly devices: Readonly<Record<Whereabouts, Device>>;
}

export interface Correspondent {
  readonly address: string;
  readonly domain: string;
  readonly ip: string;
  /** What the links in its mail lead to. */
  readonly category: string;
}

/** Who sends the same kind of mail to many. */
export interface Mailer extends Correspondent {
  readonly subject: Writer;
}

export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly label: string;
  readonly accountCode: string;
  readonly people: readonly Person[];
  readonly partners: readonly Correspondent[];
  readonly newsletters: readonly Mailer[];
  /** Machines that write by themselves. */
  readonly services: readonly Mailer[];
  readonly spammers: readonly Correspondent[];
  /** Of the head office. */
  readonly officeIps: readonly string[];
}

/** Enough staff to make the volume believable: 60 to 200, and more only for very large tenants. */
function countPeople(messagesPerDay: number): number {
  return Math.round(Math.max(60, Math.min(200, messagesPerDay / 20), Math.min(4000, messagesPerDay / 1000)));
}

function plainAscii(text: string): string {
  return text.normalize("NFD").replace(/[^A-Za-z]/g, "");
}

function hirePeople(count: number, domain: string): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const first = at(firstNames, index % firstNames.length);
    const round = Math.floor(index / firstNames.length);
    const last = at(lastNames, (index * 7 + round) % lastNames.length);
    const site = siteOf(index);
    const suffix = round >= lastNames.length ? String(Math.floor(round / lastNames.length) + 1) : "";
    return {
      name: `${first} ${last}`,
      address: `${plainAscii(first)}.${plainAscii(last)}${suffix}@${domain}`.toLowerCase(),
      department: at(departments, index % departments.length),
      site,
      devices: devicesOf(index, site),
    };
  });
}

function meetPartners(): Correspondent[] {
  return partnerLabels.flatMap((label, index) =>
    [0, 1, 2].map((contact) => {
      const first = plainAscii(at(firstNames, (index * 5 + contact * 11) % firstNames.length)).toLowerCase();
      const last = plainAscii(at(lastNames, (index * 3 + contact * 7) % lastNames.length)).toLowerCase();
      const domain = `${label}.example`;
      const category = at(partnerCategories, index % partnerCategories.length);
      return { address: `${first}.${last}@${domain}`, domain, ip: `198.51.100.${10 + index}`, category };
    }),
  );
}

function listMailers(senders: readonly BulkSender[], firstIp: number): Mailer[] {
  return senders.map(({ label, local, category, subject }, index) => {
    const domain = `${label}.example`;
    return { address: `${local}@${domain}`, domain, ip: `198.51.100.${firstIp + index}`, category, subject };
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
    const ip = `198.51.100.${spamNetwork.first + ((word * 37 + label * 11) % spamNetwork.size)}`;
    return { address: `${local}@${domain}`, domain, ip, category: "Uncategorized" };
  });
}

/** The fictional company behind the tenant, a pure function of the options. */
export function createCompany(options: {
  readonly seed: number;
  readonly messagesPerDay: number;
  readonly domain: string;
  readonly name: string;
}): Company {
  const label = options.domain.split(".")[0] ?? "company";
  const code = hexDigits(new Random(mix(options.seed, 7, 11)), 6).toUpperCase();
  return {
    name: options.name,
    domain: options.domain,
    label,
    accountCode: `CEX${code}`,
    people: hirePeople(countPeople(options.messagesPerDay), options.domain),
    partners: meetPartners(),
    newsletters: listMailers(newsletters, 50),
    services: listMailers(services, 65),
    spammers: meetSpammers(),
    officeIps: headOffice.officeIps,
  };
}

const directories = new WeakMap<Company, ReadonlyMap<string, Person>>();

/** Whose address it is. */
export function findPerson(company: Company, address: string): Person | undefined {
  const known = directories.get(company);
  if (known !== undefined) return known.get(address);
  const directory = new Map(company.people.map((person) => [person.address, person]));
  directories.set(company, directory);
  return directory.get(address);
}

/** Somebody who is probably at work at the time: nobody is asked more than a few times. */
export function pickAwake(company: Company, { time, random }: { time: number; random: Random }): Person {
  let person = random.pick(company.people);
  for (let again = 0; again < 3 && !isAwake(person, time); again += 1) person = random.pick(company.people);
  return person;
}

export function isAwake({ site }: Person, time: number): boolean {
  return isWorkingTime(time, site.offsetMs);
}
