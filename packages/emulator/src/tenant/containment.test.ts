import { afterEach, beforeEach, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../index.js";
import { callV1, listAt, postV2, readAllClicks } from "../testing/client.js";
import { parseJson, readText } from "../wire/decode.js";

const atOnce = { policyDelayMinutes: 0 };
const morning = Date.UTC(2026, 2, 11, 6);
let tenant: Tenant;
let clock: VirtualClock;

beforeEach(async () => {
  clock = createClock({ start: morning, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 500, guesses: atOnce });
});
afterEach(() => tenant.close());

function waveOfToday() {
  const campaign = tenant.campaigns().find(({ startedAt }) => startedAt >= Date.UTC(2026, 2, 11));
  if (campaign === undefined) throw new Error("No wave today");
  return campaign;
}

async function block(url: string, matchType = "explicit"): Promise<string> {
  const reply = await postV2(tenant, "/api/ttp/url/create-managed-url", {
    data: [{ url, action: "block", matchType }],
  });
  return readText(listAt(reply.json, "data")[0], "id") ?? "";
}

async function blockSender(emailAddress: string): Promise<string> {
  const from = { type: "individual_email_address", emailAddress };
  const policy = { description: "Block it", fromPart: "both", from, to: { type: "everyone" } };
  const reply = await callV1(tenant, "/api/policy/blockedsenders/create-policy", {
    data: [{ option: "block_sender", policy }],
  });
  return readText(listAt(reply.json, "data")[0], "id") ?? "";
}

async function clicksOn(url: string): Promise<{ time: string; action: string }[]> {
  const span = { from: formatUtc(morning), to: formatUtc(clock.now()), oldestFirst: true };
  const rows = await readAllClicks(tenant, span);
  return rows
    .filter((row) => readText(row, "url") === url && readText(row, "creationMethod") === "User Click")
    .map((row) => ({ time: readText(row, "date") ?? "", action: readText(row, "action") ?? "" }));
}

test("a blocked URL stops clicks from then on, and lets them through again once it is deleted", async () => {
  const wave = waveOfToday();
  const allowed = wave.clicks.filter((click) => click.outcome === "allowed").map((click) => click.time);
  const [first = 0] = allowed;
  const last = allowed.at(-1) ?? 0;
  clock.set(first + minuteMs);
  // Read before: the rows still to come must not be remembered as they would have been.
  expect(await clicksOn(wave.url)).toContainEqual({ time: formatUtc(first), action: "allow" });
  const id = await block(wave.url);
  clock.set(last + minuteMs);
  const contained = await clicksOn(wave.url);
  expect(contained.find(({ time }) => time === formatUtc(first))?.action).toBe("allow");
  expect(
    contained
      .filter(({ time }) => time > formatUtc(first + minuteMs))
      .every(({ action }) => action === "block"),
  ).toBe(true);
  expect(contained.length).toBe(wave.clicks.filter(({ time }) => time <= clock.now()).length);
  await postV2(tenant, "/api/ttp/url/delete-managed-url", { data: [{ id }] });
  expect(tenant.managedUrls).toEqual([]);
  const next = tenant.campaigns().find(({ startedAt }) => startedAt > morning + 12 * hourMs);
  clock.advance(dayMs);
  expect((await clicksOn(next?.url ?? "")).some(({ action }) => action === "allow")).toBe(true);
  expect(await clicksOn(wave.url)).toEqual(expect.arrayContaining(contained));
});

test("an undone block restores the clicks after it to what they would have been", async () => {
  const wave = waveOfToday();
  const times = wave.clicks.map(({ time }) => time);
  clock.set((times[0] ?? 0) - minuteMs);
  const id = await block(wave.url);
  clock.advance(2 * minuteMs);
  await postV2(tenant, "/api/ttp/url/delete-managed-url", { data: [{ id }] });
  clock.set((times.at(-1) ?? 0) + minuteMs);
  const after = (await clicksOn(wave.url))
    .slice(1)
    .map(({ action }) => ({ allow: "allowed", warn: "warned", block: "blocked" })[action]);
  expect(after).toEqual(wave.clicks.slice(1).map(({ outcome }) => outcome));
});

test("a click of this moment is judged by the list, by URL and by domain, and shows in the log", async () => {
  const wave = waveOfToday();
  const [recipient = ""] = wave.recipients;
  const click = () => tenant.click({ url: wave.url, recipient, sourceIp: "203.0.113.9" }).outcome;
  expect(click()).toBe("allowed");
  const id = await block(wave.url);
  expect(click()).toBe("blocked");
  await postV2(tenant, "/api/ttp/url/delete-managed-url", { data: [{ id }] });
  expect(click()).toBe("allowed");
  await block(`https://${wave.senderDomain}/`, "domain");
  expect(click()).toBe("blocked");
  expect((await clicksOn(wave.url)).map(({ action }) => action)).toEqual([
    "allow",
    "block",
    "allow",
    "block",
  ]);
  clock.advance(hourMs);
  const lines = [...tenant.truth("siem-2.0", { from: morning })].filter(
    (record) => record.type === "url protect",
  );
  expect(lines.filter(({ raw }) => readText(parseJson(raw), "url") === wave.url).length).toBe(4);
});

test("a permit lets a click through; disableLogClick keeps it out of the log", async () => {
  const wave = waveOfToday();
  const [recipient = ""] = wave.recipients;
  const item = { url: wave.url, action: "permit", disableLogClick: true };
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [item] });
  expect(tenant.click({ url: wave.url, recipient }).outcome).toBe("allowed");
  expect(await clicksOn(wave.url)).toEqual([]);
});

test("a blocked sender's later mail is rejected and leaves no other line; deleting the policy ends that", async () => {
  const wave = waveOfToday();
  const id = await blockSender(wave.sender);
  clock.set(wave.startedAt + 12 * hourMs);
  const records = [...tenant.truth("siem-1.0", { from: morning })]
    .map(({ type, raw }) => ({ type, json: parseJson(raw) }))
    .filter(({ json }) => (readText(json, "Sender") ?? readText(json, "sender")) === wave.sender);
  expect(records.length).toBe(wave.recipients.length);
  for (const { type, json } of records) {
    expect([type, readText(json, "Act"), readText(json, "RejType")]).toEqual([
      "receipt",
      "Rej",
      "Manual Envelope Rejection",
    ]);
  }
  expect(await clicksOn(wave.url)).toEqual([]);
  await callV1(tenant, "/api/policy/blockedsenders/delete-policy", { data: [{ id }] });
  expect(tenant.policies.of("blocked-senders").listMade()).toEqual([]);
  const mail = { sender: wave.sender, recipient: wave.recipients[0] ?? "" };
  expect(tenant.deliver(mail).outcome).toBe("accepted");
});

test("a message of this moment is judged by the policies and shows in the mail logs", async () => {
  const mail = {
    sender: "boss@lookalike.example",
    recipient: "ada.abel@fernhill.example",
    subject: 'Überweisung "heute"',
  };
  expect(tenant.deliver(mail).outcome).toBe("accepted");
  await blockSender(mail.sender);
  expect(tenant.deliver(mail).outcome).toBe("rejected");
  clock.advance(hourMs);
  const lines = [...tenant.truth("siem-2.0", { from: morning })]
    .map(({ type, raw }) => ({ type, json: parseJson(raw) }))
    .filter(({ json }) => readText(json, "senderEnvelope") === mail.sender);
  const seen = lines
    .map(({ type, json }) => `${type} ${readText(json, "subtype")} ${readText(json, "subject")}`)
    .sort();
  expect(seen).toEqual(
    expect.arrayContaining([`receipt Acc ${mail.subject}`, `receipt Rej ${mail.subject}`]),
  );
  expect(lines.filter(({ type }) => type === "process").length).toBe(1);
});

test("acts with unusable input are refused", () => {
  expect(() => tenant.click({ url: "nothing", recipient: "a@b.example" })).toThrow(TypeError);
  expect(() =>
    tenant.click({ url: "https://a.example", recipient: "a@b.example", sourceIp: "Internal IP" }),
  ).toThrow(TypeError);
  expect(() => tenant.deliver({ sender: 'x"y', recipient: "a@b.example" })).toThrow(TypeError);
});
