import { readFile } from "node:fs/promises";
import type { Fault } from "../faults/fault.js";
import { readFault } from "../faults/read-fault.js";
import { lures } from "../traffic/words.js";
import { isObject, parseJson } from "../wire/decode.js";
import { namedScenarios, scenarioNames } from "./named.js";
import { flag, listOf, oneOf, part, type Reader, record, refuse, span, text, whole } from "./parse.js";
import { type Happening, riskyActs, type Scenario, ScenarioError, type WhoIs } from "./scenario.js";

const mostAccounts = 50;
const mostHappenings = 1000;
const mostPeople = 200;

const domain: Reader<string> = (value, path) =>
  typeof value === "string" && /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?(\.[a-z0-9-]{1,40})*\.example$/.test(value)
    ? value
    : refuse(path, "must be a domain below .example, in lower case");

const whoIs: Reader<WhoIs> = (value, path) => {
  if (typeof value === "string" && value.includes("@")) return value.toLowerCase();
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 4000) return value;
  return refuse(path, "must be somebody's address, or their number from 0 on");
};

const address: Reader<string> = (value, path) =>
  typeof value === "string" && /^[^\s@"]+@[^\s@"]+\.example$/.test(value)
    ? value
    : refuse(path, "must be an address below .example");

const recipients: Reader<number | WhoIs[]> = (value, path) =>
  Array.isArray(value) ? listOf(whoIs, mostPeople)(value, path) : whole(1, mostPeople)(value, path);

const later: Reader<number> = (value, path) => {
  const ms = span(value, path);
  return ms >= 0 ? ms : refuse(path, "must not lie before its campaign");
};

const fault: Reader<Fault> = (value, path) => {
  try {
    // Whether it can be timed at all.
    readFault(isObject(value) ? { ...value, from: 0, until: 1 } : value);
    return readFault(value);
  } catch (error) {
    return refuse(path, `can't be used: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const happenings = {
  campaign: record({
    at: span,
    happens: text,
    lure: oneOf(lures.map(({ part: name }) => name)),
    recipients,
    waves: listOf(later, 20),
    clickers: part,
  }),
  takeover: record({
    at: span,
    happens: text,
    person: whoIs,
    forwardTo: address,
    internal: whole(0, mostPeople),
    outbound: whole(0, 5000),
  }),
  "admin-act": record({
    at: span,
    happens: text,
    act: oneOf(riskyActs),
    by: whoIs,
    whom: whoIs,
    fromOutside: flag,
  }),
  fault: record({ at: span, happens: text, fault, lasts: later }),
} as const;

const happening: Reader<Happening> = (value, path) => {
  if (!isObject(value)) return refuse(path, "must be an object");
  const kinds = Object.keys(happenings) as (keyof typeof happenings)[];
  const happens = oneOf(kinds)(value["happens"], `${path}.happens`);
  if (value["at"] === undefined) return refuse(`${path}.at`, 'is missing: say when, as in "-2h"');
  const read = happenings[happens](value, path);
  if (happens === "admin-act" && value["act"] === undefined)
    return refuse(`${path}.act`, `is missing: one of ${riskyActs.join(", ")}`);
  if (happens === "fault" && value["fault"] === undefined) return refuse(`${path}.fault`, "is missing");
  return read as Happening;
};

const account = {
  seed: whole(0, 2 ** 31 - 1),
  company: record({ name: text, domain }),
  messagesPerDay: whole(10, 5_000_000),
  background: oneOf(["usual", "calm"]),
  timeline: listOf(happening, mostHappenings),
} as const;

const scenario = record({
  name: text,
  description: text,
  ...account,
  accounts: listOf(record(account), mostAccounts),
});

/** Checks a parsed document. Throws ScenarioError, which names the place: `timeline[2].at must be …`. */
export function readScenario(document: unknown): Scenario {
  const { name, ...rest } = scenario(document, "");
  return { ...rest, name: name ?? refuse("name", "is missing") };
}

/** A scenario by its name, or from a file. Throws ScenarioError. */
export async function findScenario(nameOrFile: string): Promise<Scenario> {
  const named = namedScenarios.find(({ name }) => name === nameOrFile);
  if (named !== undefined) return named;
  const content = await readFile(nameOrFile, "utf8").catch(() => {
    throw new ScenarioError(
      `There is no scenario "${nameOrFile}", and no file of that name can be read. Known are ${scenarioNames.join(", ")}.`,
    );
  });
  const document = parseJson(content);
  if (document === undefined) throw new ScenarioError(`${nameOrFile} is not JSON.`);
  try {
    return readScenario(document);
  } catch (error) {
    if (error instanceof ScenarioError) throw new ScenarioError(`${nameOrFile}: ${error.message}`);
    throw error;
  }
}
