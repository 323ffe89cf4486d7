import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, type Feed, type Scenario, startScenario, startTenant, type Tenant } from "../index.js";
import { strangeAddresses } from "../logs/risky-acts.js";
import { callV1, listAt, noon, postV2, truthOf } from "../testing/client.js";
import { isObject, type JsonObject, parseJson, readText } from "../wire/decode.js";
import { readScenario } from "./read-scenario.js";

const opened: Tenant[] = [];
afterEach(async () => {
  for (const tenant of opened.splice(0)) await tenant.close();
});

async function start(scenario: string | Scenario) {
  const clock = createClock({ start: noon, frozen: true });
  const tenant = await startScenario(scenario, { clock });
  opened.push(tenant);
  return { clock, tenant };
}

function tell(tenant: Tenant, feed: Feed, span: { readonly from: number; readonly until?: number }) {
  return [...tenant.truth(feed, span)].flatMap(({ type, raw }) => {
    const json = parseJson(raw);
    return isObject(json) ? [{ type, json }] : [];
  });
}

const isAbout = (json: JsonObject, ...texts: readonly string[]) =>
  texts.every((text) => JSON.stringify(json).includes(text));

test("an account that is taken over leaves one story in every feed, and what comes of it can be contained", async () => {
  const { clock, tenant } = await start("account-takeover");
  const victim = tenant.people[7]?.address ?? "";
  const takenAt = noon - 2 * hourMs;
  const [, strange = ""] = strangeAddresses;
  const bait = tenant.campaigns().find(({ subject }) => subject === "Your mailbox is almost full");
  expect(bait?.recipients).toEqual([victim]);
  const [click] = tell(tenant, "ttp-url", { from: noon - dayMs }).filter(
    ({ json }) => json["url"] === bait?.url,
  );
  expect(readText(click?.json, "userEmailAddress")).toBe(victim);
  const audited = tell(tenant, "audit", { from: takenAt - minuteMs })
    .filter(({ json }) => isAbout(json, victim, strange))
    .map(({ json }) => readText(json, "auditType"));
  expect(audited).toEqual([
    "Logon Authentication Failed",
    "Logon Authentication Failed",
    "User Logged On",
    "User Settings Updated",
    "Archive Mailbox Export Download",
  ]);
  const sent = tell(tenant, "siem-2.0", { from: takenAt }).filter(({ json }) =>
    isAbout(json, victim, "revised payment details"),
  );
  const count = (type: string, direction: string) =>
    sent.filter((record) => record.type === type && isAbout(record.json, direction)).length;
  expect(sent.filter(({ type }) => type === "internal email protect").length).toBe(12);
  expect(count("receipt", "utbound")).toBe(40);
  expect(
    tell(tenant, "threat-events", { from: takenAt }).filter(({ json }) => isAbout(json, victim, "suspicious"))
      .length,
  ).toBeGreaterThanOrEqual(12);
  const clicksToday = () =>
    tell(tenant, "ttp-url", { from: takenAt }).filter(({ json }) => isAbout(json, "/shared/"));
  const before = clicksToday().length;
  expect(before).toBeGreaterThan(0);
  const url = readText(clicksToday()[0]?.json, "url") ?? "";
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [{ url, action: "block" }] });
  clock.advance(8 * hourMs);
  const after = clicksToday();
  expect(after.length).toBeGreaterThan(before);
  expect(after.slice(before).every(({ json }) => json["action"] === "block")).toBe(true);
  const raised = tell(tenant, "audit", { from: noon }).filter(({ json }) => isAbout(json, "Role Assigned"));
  expect(raised.some(({ json }) => isAbout(json, victim, "Full Administrator"))).toBe(true);
});

test("a quiet office has a week without phishing", async () => {
  const { clock, tenant } = await start("quiet-office");
  clock.advance(7 * dayMs);
  expect(
    tell(tenant, "threat-events", { from: noon }).filter(({ json }) => json["threatType"] === "phishing"),
  ).toEqual([]);
  expect(tenant.campaigns()).toEqual([]);
  expect(tenant.account.name).toBe("Willowbank Surveyors");
});

test("a phishing wave goes on in waves, and options given win over the scenario's", async () => {
  const { tenant } = await start("phishing-wave");
  const waves = tenant.campaigns().filter(({ campaign }) => campaign.includes("servicedesk"));
  expect(waves.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(waves[0]?.recipients.length).toBe(16);
  const clock = createClock({ start: noon, frozen: true });
  const other = await startTenant({ scenario: "phishing-wave", companyDomain: "other.example", clock });
  opened.push(other);
  expect(other.account.domain).toBe("other.example");
});

test("what goes wrong in a scenario goes wrong at its time", async () => {
  const fault = { kind: "throttle", operation: "account.get-account" } as const;
  const timeline = [{ at: hourMs, happens: "fault", fault, lasts: 5 * minuteMs }] as const;
  const { tenant, clock } = await start({ name: "x", timeline });
  const ask = async () => (await callV1(tenant, "/api/account/get-account", {})).status;
  const seen = [await ask()];
  clock.advance(hourMs + minuteMs);
  seen.push(await ask());
  clock.advance(5 * minuteMs);
  seen.push(await ask());
  expect(seen).toEqual([200, 429, 200]);
});

test("a service provider addresses its clients' accounts by their code", async () => {
  const { tenant, clock } = await start("noisy-msp");
  const accounts = [tenant, ...tenant.accounts];
  expect(new Set(accounts.map(({ account }) => account.code)).size).toBe(20);
  expect(accounts.every((account) => account.clock === clock)).toBe(true);
  const [client] = tenant.accounts;
  const ask = (accountCode: string | undefined) =>
    postV2(tenant, "/api/account/get-account", { meta: { accountCode }, data: [] });
  const nameOf = async (accountCode: string | undefined) =>
    readText(listAt((await ask(accountCode)).json, "data")[0], "accountName");
  expect(await nameOf(client?.account.code)).toBe("Alder Logistics");
  expect(await nameOf(undefined)).toBe("Thornfield Managed Services");
  expect((await ask("CEX000000")).status).toBe(403);
  const url = "https://bad.example/x";
  const data = [{ url, action: "block" }];
  await postV2(tenant, "/api/ttp/url/create-managed-url", {
    meta: { accountCode: client?.account.code },
    data,
  });
  expect(client?.managedUrls.length).toBe(1);
  expect(tenant.managedUrls).toEqual([]);
  // The client's log names who of the provider did it.
  if (client === undefined) throw new Error("no client");
  const noted = truthOf(client, "audit", { from: clock.now() }).at(-1);
  expect(noted).toMatchObject({
    auditType: "Managed URL Created",
    user: tenant.administration.serviceUser.emailAddress,
    eventInfo: expect.stringContaining("Application: Ready Made"),
  });
});

test("the example of the documentation is a story that happens", async () => {
  const page = await readFile(new URL("../../../../docs/emulator/scenarios.md", import.meta.url), "utf8");
  const [, example = ""] = /```json\n(\{\n {2}"name"[\s\S]*?)```/.exec(page) ?? [];
  const file = join(await mkdtemp(join(tmpdir(), "scenario-")), "invoice-fraud.json");
  await writeFile(file, example);
  const { tenant } = await start(file);
  const first = tenant.campaigns().find(({ campaign }) => campaign.includes("expenses"));
  expect(first?.recipients).toContain("bram.holm@harbour.example");
  expect(first?.clicks.length).toBeGreaterThan(0);
});

describe("a scenario that can't be read says where", () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ timeline: [] }, "name is missing"],
    [[], "the document must be an object"],
    [{ name: "x", volume: 3 }, "volume is not known here"],
    [{ name: "x", messagesPerDay: 9 }, "messagesPerDay must be a whole number from 10 to 5000000"],
    [{ name: "x", company: { domain: "mimecast.com" } }, "company.domain must be a domain below .example"],
    [{ name: "x", timeline: [{ happens: "takeover" }] }, "timeline[0].at is missing"],
    [{ name: "x", timeline: [{ at: "soon", happens: "takeover" }] }, "timeline[0].at must be a time"],
    [{ name: "x", timeline: [{ at: "61d", happens: "takeover" }] }, "timeline[0].at must be within 60 days"],
    [
      { name: "x", timeline: [{ at: "1h", happens: "flood" }] },
      "timeline[0].happens must be one of campaign",
    ],
    [{ name: "x", timeline: [{ at: "1h", happens: "admin-act" }] }, "timeline[0].act is missing"],
    [
      { name: "x", timeline: [{ at: "1h", happens: "campaign", recipients: [3, "me"] }] },
      "timeline[0].recipients[1] must be somebody's address",
    ],
    [
      { name: "x", timeline: [{ at: "1h", happens: "fault", fault: { kind: "flood" } }] },
      "timeline[0].fault can't be used: kind must be one of",
    ],
    [
      { name: "x", accounts: [{ timeline: [{ at: "1h", happens: "campaign", clickers: 2 }] }] },
      "accounts[0].timeline[0].clickers must be from 0 to 1",
    ],
  ];
  test.each(wrong)("%j", (document, problem) => {
    expect(() => readScenario(document)).toThrow(problem);
  });

  test("unknown people, names and files", async () => {
    const timeline = [{ at: 0, happens: "takeover", person: 3000 }] as const;
    await expect(startScenario({ name: "x", timeline })).rejects.toThrow(
      "timeline[0]: there is nobody with the number 3000",
    );
    await expect(startScenario("no-such")).rejects.toThrow('There is no scenario "no-such"');
    await expect(startScenario("quiet-office", { recordsDir: tmpdir() })).rejects.toThrow(
      "generated traffic",
    );
  });
});
