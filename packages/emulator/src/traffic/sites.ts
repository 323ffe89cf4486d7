import { hourMs } from "../clock/spans.js";
import { accountOffset, activityAt, weekActivity } from "./calendar.js";
import { mix, Random } from "./random.js";
import type { Language } from "./texts/topics.js";

/** A place the company works at, with working hours of its own. */
export interface Site {
  readonly name: string;
  /** Its zone, fixed through the year. */
  readonly offsetMs: number;
  /** Of ten people, how many work here. */
  readonly people: number;
  readonly officeIps: readonly string[];
  readonly vpnIps: readonly string[];
  /** What its people write in, the more often the oftener it stands here. */
  readonly languages: readonly Language[];
}

export const headOffice: Site = {
  name: "Head office",
  offsetMs: accountOffset.ms,
  people: 7,
  officeIps: ["192.0.2.10", "192.0.2.11"],
  vpnIps: ["192.0.2.130", "192.0.2.131"],
  languages: ["de", "de", "de", "en", "en", "fr"],
};

export const sites: readonly Site[] = [
  headOffice,
  {
    name: "Western office",
    offsetMs: -5 * hourMs,
    people: 2,
    officeIps: ["192.0.2.40"],
    vpnIps: ["192.0.2.132"],
    languages: ["en", "en", "en", "es"],
  },
  {
    name: "Eastern office",
    offsetMs: 8 * hourMs,
    people: 1,
    officeIps: ["192.0.2.70"],
    vpnIps: ["192.0.2.133"],
    languages: ["en", "zh"],
  },
];

/** The site of the person with this number: of ten in a row each site has its share. */
export function siteOf(index: number): Site {
  let left = index % 10;
  for (const site of sites) {
    if (left < site.people) return site;
    left -= site.people;
  }
  return headOffice;
}

/** How many messages the hour brings to all sites; over a week the mean is `messagesPerDay`. */
export function messagesInHour(options: { seed: number; hour: number; messagesPerDay: number }): number {
  const start = options.hour * hourMs;
  const activity = sites.reduce(
    (all, site) => all + (activityAt(start, site.offsetMs) * site.people) / 10,
    0,
  );
  const random = new Random(mix(options.seed, options.hour, 0x5eed));
  const expected = ((options.messagesPerDay * 7 * activity) / weekActivity) * (0.9 + 0.2 * random.fraction());
  // Rounding by chance keeps small tenants honest: ten messages a day are ten, not zero every hour.
  return Math.floor(expected + random.fraction());
}
