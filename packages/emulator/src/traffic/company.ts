import { codePrefixOf, type RegionCode } from "../regions/regions.js";
import { isWorkingTime } from "./calendar.js";
import {
  type Correspondent,
  type Mailer,
  newsletters,
  partners,
  plainAscii,
  services,
  spammers,
} from "./correspondents.js";
import { type Device, devicesOf, type Whereabouts } from "./devices.js";
import { at, hexDigits, mix, Random } from "./random.js";
import { headOffice, type Site, siteOf } from "./sites.js";
import { departments, firstNames, lastNames } from "./words.js";

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly department: string;
  readonly site: Site;
  /** What they click with, by where they are: documentation addresses only. */
  readonly devices: Readonly<Record<Whereabouts, Device>>;
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

/** The fictional company behind the tenant, a pure function of the options. */
export function createCompany(options: {
  readonly seed: number;
  readonly messagesPerDay: number;
  readonly domain: string;
  readonly name: string;
  readonly region?: RegionCode;
}): Company {
  const label = options.domain.split(".")[0] ?? "company";
  const code = hexDigits(new Random(mix(options.seed, 7, 11)), 6).toUpperCase();
  return {
    name: options.name,
    domain: options.domain,
    label,
    accountCode: `${codePrefixOf(options.region ?? "eu")}${code}`,
    people: hirePeople(countPeople(options.messagesPerDay), options.domain),
    partners,
    newsletters,
    services,
    spammers,
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
