import { hourMs, secondMs } from "../clock/spans.js";
import { accountOffset, isWeekend } from "../traffic/calendar.js";
import type { Company, Person } from "../traffic/company.js";
import { mix, pickBusy, Random } from "../traffic/random.js";
import { writeTopic } from "../traffic/texts/topics.js";

/** An administrator at the console. */
export interface Visit {
  readonly time: number;
  readonly person: Person;
  readonly address: string;
  /** How they proved it is them; null where they failed to. */
  readonly factor: string | null;
  /** When they searched the archive, if they did, and for what. */
  readonly searchedAt: number | null;
  readonly searchedFor: string;
}

/** The people who administer the account. */
export function administratorsOf(company: Company): readonly Person[] {
  return company.people.slice(0, 6);
}

/** The visits of an hour, a pure function of (seed, hour): the audit and the archive logs both tell of them. */
export function visitsOf(
  company: Company,
  { seed, hour }: { readonly seed: number; readonly hour: number },
): Visit[] {
  const random = new Random(mix(seed ^ 0xad41, hour, 0x71));
  const start = hour * hourMs;
  const count = isOfficeHour(start) ? 1 + random.below(4) : Number(random.chance(0.1));
  return Array.from({ length: count }, () => {
    const person = pickBusy(random, administratorsOf(company));
    const address = person.devices[random.chance(0.7) ? "office" : "home"].address;
    const time = start + random.below(3600) * secondMs;
    // Everybody has a second step of their own.
    const factor = random.chance(0.08) ? null : (person.address.length & 3) === 0 ? "SMS" : "TOTP";
    const searches = random.chance(0.25) && factor !== null;
    const searchedAt = searches ? Math.min(time + 90 * secondMs, start + hourMs - secondMs) : null;
    return { time, person, address, factor, searchedAt, searchedFor: chooseWords(company, random) };
  });
}

const nothing = "";

/** What is looked for in an archive: somebody's mail, that with a partner, a case's words, or simply the latest. */
function chooseWords(company: Company, random: Random): string {
  const person = random.pick(company.people);
  const partner = random.pick(company.partners);
  const topic = writeTopic(random.pick(person.site.languages), random);
  return random.pick([nothing, person.address, partner.domain, partner.address, topic, topic]);
}

function isOfficeHour(start: number): boolean {
  const local = Math.floor((start + accountOffset.ms) / hourMs) % 24;
  return !isWeekend(start) && local >= 7 && local < 18;
}
