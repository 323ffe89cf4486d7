import { describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { HashList } from "../console/hash-list.js";
import { ManagedSenders } from "../console/managed-senders.js";
import { ManagedUrls } from "../console/managed-urls.js";
import { readGuesses } from "../guesses/guesses.js";
import { auditEntries } from "../logs/audit-log.js";
import { strangeAddresses } from "../logs/risky-acts.js";
import { Policies } from "../policies/policies.js";
import { Removals } from "../remediation/removals.js";
import { emptyScript } from "../scenarios/script.js";
import { TokenMint } from "../wire/tokens.js";
import { isWorkingTime } from "./calendar.js";
import { createCompany } from "./company.js";
import { domainOf, serverNameOf } from "./message.js";
import { signsOf } from "./pretence.js";
import { Traffic } from "./traffic.js";
import type { Wave } from "./waves.js";

const nobody = { contained: () => false, wasEverUsed: () => false };
const nothing = { read: () => "" };
const monday = Date.UTC(2026, 2, 9);

function makeTraffic(options: { readonly seed?: number; readonly messagesPerDay?: number } = {}): Traffic {
  const { seed = 1, messagesPerDay = 2000 } = options;
  const company = createCompany({ seed, messagesPerDay, domain: "fernhill.example", name: "Fernhill" });
  const rules = {
    managedUrls: new ManagedUrls({ capacity: 0, guesses: readGuesses() }),
    senderRules: {
      policies: new Policies({
        company,
        groups: nobody,
        attributes: nothing,
        domains: { owned: (domain) => domain === company.domain },
        givenGroups: { blocked: "none", relay: "none" },
        mint: new TokenMint(""),
        guesses: readGuesses(),
        delayMs: 0,
      }),
      managedSenders: new ManagedSenders(readGuesses()),
    },
    hashList: new HashList(0, readGuesses()),
    removals: new Removals(),
  };
  return new Traffic({ company, seed, messagesPerDay, guesses: readGuesses(), ...rules });
}

test("the same seed and hour give the same mail and clicks, whatever was asked before", () => {
  const start = monday + 10 * hourMs;
  const fresh = makeTraffic();
  const used = makeTraffic();
  used.clicksBetween(start + hourMs, start + 3 * hourMs);
  used.messagesBetween(start - dayMs, start - dayMs + hourMs);
  expect(used.messagesBetween(start, start + hourMs)).toEqual(fresh.messagesBetween(start, start + hourMs));
  expect(used.clicksBetween(start, start + hourMs)).toEqual(fresh.clicksBetween(start, start + hourMs));
  expect(makeTraffic({ seed: 2 }).messagesBetween(start, start + hourMs)).not.toEqual(
    fresh.messagesBetween(start, start + hourMs),
  );
});

test("a span cut in pieces gives what the whole span gives", () => {
  const traffic = makeTraffic();
  const start = monday + 8 * hourMs + 3;
  const cuts = [0, 7 * minuteMs + 11, 60 * minuteMs, 61 * minuteMs, 185 * minuteMs].map(
    (offset) => start + offset,
  );
  const pieces = cuts.slice(1).map((end, index) => [cuts[index] ?? 0, end] as const);
  const end = cuts.at(-1) ?? start;
  expect(pieces.flatMap(([from, until]) => traffic.messagesBetween(from, until))).toEqual(
    traffic.messagesBetween(start, end),
  );
  expect(pieces.flatMap(([from, until]) => traffic.clicksBetween(from, until))).toEqual(
    traffic.clicksBetween(start, end),
  );
});

describe.each([10, 2000])("at %i messages a day", (messagesPerDay) => {
  test("a week brings about seven times that, beside the day's plan", () => {
    const week = makeTraffic({ messagesPerDay }).estimateMessages(monday, monday + 7 * dayMs);
    expect(week).toBeGreaterThan(messagesPerDay * 7 * 0.8);
    expect(week).toBeLessThan(messagesPerDay * 7 * 1.2);
  });

  test("any 24 hours hold a malicious click by a user", () => {
    const traffic = makeTraffic({ messagesPerDay });
    for (let start = monday; start < monday + 8 * dayMs; start += 67 * minuteMs) {
      const clicks = traffic.clicksBetween(start, start + dayMs);
      expect(clicks.some((click) => click.scanResult === "malicious" && click.method === "User Click")).toBe(
        true,
      );
    }
  });
});

test("nothing points outside the reserved names and addresses", () => {
  const traffic = makeTraffic();
  const documentation = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
  for (const message of traffic.messagesBetween(monday, monday + dayMs)) {
    for (const address of [message.sender, message.headerFrom, message.recipient]) {
      if (address !== "") expect(domainOf(address)).toMatch(/\.example$/);
    }
    expect(message.senderIp).toMatch(documentation);
    expect(message.destinationIp).toMatch(documentation);
    if (message.url !== null) expect(new URL(message.url).hostname).toMatch(/\.example$/);
  }
  for (const click of traffic.clicksBetween(monday, monday + dayMs))
    expect(click.sourceIp).toMatch(documentation);
});

test("people who pretend to be colleagues don't all write the same, and no conversation links to a newsletter", () => {
  const messages = makeTraffic().messagesBetween(monday, monday + 7 * dayMs);
  const subjects = messages.filter(({ kind }) => kind === "impersonation").map(({ subject }) => subject);
  expect(new Set(subjects).size).toBeGreaterThan(3);
  const linked = messages.filter(({ kind, url }) => kind === "conversation" && url !== null);
  expect(linked.length).toBeGreaterThan(10);
  expect(linked.filter(({ url }) => url?.includes("utm_source"))).toEqual([]);
});

test("mail has the ids and servers of the system it was sent by, and weighs little or, seldom, a lot", () => {
  const messages = makeTraffic().messagesBetween(monday, monday + dayMs);
  const shapes = new Map<string, Set<string>>();
  for (const { kind, sender, messageId, headerFrom, senderIp } of messages) {
    if (kind === "phishing") continue;
    const domain = domainOf(sender || headerFrom);
    const named = serverNameOf({ sender, headerFrom, senderIp });
    const [id, host] = messageId.split("@", 2);
    const shape = `${id?.replace(/\w+/g, "x")}@${`${host} ${named}`.replaceAll(domain, "own").replace(/\d+/g, "0")}`;
    shapes.set(domain, (shapes.get(domain) ?? new Set()).add(shape));
  }
  expect([...shapes.values()].filter(({ size }) => size > 1)).toEqual([]);
  expect(new Set([...shapes.values()].flatMap((each) => [...each])).size).toBeGreaterThan(15);
  const sizes = messages.map(({ size }) => size).sort((one, other) => one - other);
  const at = (share: number) => sizes[Math.floor(share * sizes.length)] ?? 0;
  expect(at(0.99)).toBeGreaterThan(10 * at(0.5));
  expect(at(0.05)).toBeLessThan(at(0.5) / 3);
});

test("what gives an impersonation away differs from mail to mail", () => {
  const messages = makeTraffic().messagesBetween(monday, monday + 7 * dayMs);
  const told = messages.filter(({ kind }) => kind === "impersonation").map((message) => signsOf(message));
  expect(new Set(told.map((signs) => signs.join())).size).toBeGreaterThan(3);
  expect(told.every((signs) => signs.includes("internal_user_name"))).toBe(true);
});

test("true twins, repeated clicks, entry scans and clicks from outside the office occur", () => {
  const clicks = makeTraffic().clicksBetween(monday, monday + 7 * dayMs);
  expect(clicks.some((click) => click.twin)).toBe(true);
  expect(clicks.some((click) => click.method === "Entry Scan")).toBe(true);
  expect(clicks.some((click) => click.sourceIp.startsWith("203.0.113."))).toBe(true);
  expect(clicks.some((click) => click.action === "allow" && click.scanResult === "malicious")).toBe(true);
  expect(clicks.some((click) => click.action === "block")).toBe(true);
});

test("people click from devices of their own, at the hours of their own office", () => {
  const traffic = makeTraffic();
  const people = new Map(traffic.company.people.map((person) => [person.address, person]));
  const clicks = traffic
    .clicksBetween(monday, monday + 14 * dayMs)
    .filter(({ method }) => method === "User Click");
  const share = { working: 0, other: 0 };
  for (const { user, sourceIp, time } of clicks) {
    const person = people.get(user);
    if (person === undefined) throw new Error(`${user} is nobody`);
    expect(Object.values(person.devices).map(({ address }) => address)).toContain(sourceIp);
    share[isWorkingTime(time, person.site.offsetMs) ? "working" : "other"] += 1;
  }
  expect(share.working).toBeGreaterThan(2 * share.other);
  expect(new Set([...people.values()].map(({ site }) => site.name)).size).toBe(3);
  // A private device is never seen from an address that only the company's devices have.
  const devices = [...people.values()].flatMap((person) => Object.values(person.devices));
  expect(devices.filter(({ managed, address }) => !managed && address.startsWith("192.0.2."))).toEqual([]);
  const again = clicks.filter(
    (click, index) => clicks[index - 1]?.message.messageId === click.message.messageId,
  );
  expect(again.filter(({ twin }) => !twin).length).toBeGreaterThan(10);
});

test("campaigns go on in waves, each from another mailbox and with another link on the same host", () => {
  const traffic = makeTraffic();
  const campaigns = new Map<string, Wave[]>();
  for (let day = 20_000; day < 20_030; day += 1) {
    for (const wave of traffic.planOf(day).waves) {
      campaigns.set(wave.campaign, [...(campaigns.get(wave.campaign) ?? []), wave]);
    }
  }
  const longest = [...campaigns.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  expect(longest.length).toBeGreaterThan(2);
  for (const part of ["sender", "url", "startedAt"] as const) {
    expect(new Set(longest.map((wave) => wave[part])).size).toBe(longest.length);
  }
  expect(new Set(longest.map(({ url }) => new URL(url).hostname)).size).toBe(1);
  const reactions = new Set(
    [...Array(30).keys()].flatMap((day) =>
      traffic.planOf(20_000 + day).clicks.map(({ reaction }) => reaction),
    ),
  );
  expect(reactions).toEqual(new Set(["allowed", "blocked", "went-on", "turned-back"]));
});

test("administrators do risky things now and then, the same in every run", () => {
  const { company } = makeTraffic();
  const kinds = (from: number) =>
    auditEntries(company, { seed: 1, script: emptyScript })(from, from + 60 * dayMs).map(({ record }) =>
      String(record["auditType"]),
    );
  expect(kinds(monday)).toEqual(kinds(monday));
  expect(kinds(monday)).toEqual(
    expect.arrayContaining(["Role Assigned", "Existing Policy Changed", "Archive Mailbox Export Download"]),
  );
  const strange = auditEntries(company, { seed: 1, script: emptyScript })(monday, monday + 60 * dayMs).filter(
    ({ record }) => strangeAddresses.some((address) => String(record["eventInfo"]).includes(address)),
  );
  expect(new Set(strange.map(({ record }) => record["auditType"]))).toEqual(
    new Set(["Logon Authentication Failed", "User Logged On"]),
  );
});
