import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { askV2, noon, truthOf } from "../testing/client.js";
import { type JsonObject, readText } from "../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
const root = "/policy-management/cloud-gateway/v1";
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({
    clock,
    messagesPerDay: 20_000,
    historyDays: 1,
    guesses: { policyDelayMinutes: 0 },
  });
});
afterAll(() => tenant.close());

const make = async (family: string, body: object) => {
  const reply = await askV2(tenant, `POST ${root}/${family}/policies`, { body });
  expect(reply.status).toBe(201);
  return `${root}/${family}/policies/${readText(reply.json, "id")}` as const;
};
const lockoutsSince = (from: number) =>
  truthOf(tenant, "rejections", { from }).filter(
    (row) => readText(row, "description") === "Anti-Spoofing Lockout",
  );
/** Lets two hours of mail arrive and tells what was locked out. */
const waitForLockouts = (): JsonObject[] => {
  const from = clock.now() + 1;
  clock.advance(2 * hourMs);
  return lockoutsSince(from);
};
const bypass = {
  description: "Let them",
  from: { type: "everyone" },
  to: { type: "everyone" },
  fromPart: "both",
  option: "enable_bypass",
};

test("a bypass lets mail in the company's own name through, to whom and from where it says, and only while it is enabled", async () => {
  const before = waitForLockouts();
  expect(before.length).toBeGreaterThan(10);
  const domainOf = (row: JsonObject, field: string) => readText(row, field)?.split("@")[1] ?? "";
  const domains = [...new Set(before.map((row) => domainOf(row, "fromAddress")))];
  const trusted = domains.filter((_, index) => index % 2 === 0);
  const isTrusted = (row: JsonObject, field = "fromAddress") => trusted.includes(domainOf(row, field));

  // Those servers alone that some domains' SPF records name.
  const here = await make("anti-spoofing-bypass", { ...bypass, spfDomains: trusted });
  const from = clock.now();
  const during = waitForLockouts();
  expect(during.length).toBeGreaterThan(5);
  expect(during.filter((row) => isTrusted(row))).toEqual([]);
  const letIn = truthOf(tenant, "siem-2.0", { from }).filter(
    (row) =>
      row["action"] === "Acc" &&
      isTrusted(row, "senderEnvelope") &&
      readText(row, "senderHeader") === readText(row, "recipients"),
  );
  expect(letIn.length).toBeGreaterThan(0);

  await askV2(tenant, `PATCH ${here}`, { body: { enabled: false } });
  const disabled = waitForLockouts();
  expect(disabled.some((row) => isTrusted(row))).toBe(true);

  // What lies behind is as it was.
  expect(lockoutsSince(from + 1).slice(0, during.length)).toEqual(during);

  await askV2(tenant, `PATCH ${here}`, { body: { enabled: true, spfDomains: [] } });
  expect(waitForLockouts()).toEqual([]);
  await askV2(tenant, `DELETE ${here}`);
  expect(waitForLockouts().length).toBeGreaterThan(10);
});

test("mail in the company's own name is locked out on delivery, unless a bypass or the policy says otherwise", async () => {
  const recipient = `ada.abel@${tenant.account.domain}`;
  const spoof = {
    sender: "lists@partner.example",
    headerFrom: recipient,
    recipient,
    sourceIp: "203.0.113.77",
  };
  const outcome = (mail: object = {}) => tenant.deliver({ ...spoof, ...mail }).outcome;
  clock.advance(minuteMs);
  expect(tenant.deliver(spoof)).toEqual({
    outcome: "rejected",
    reason: 'Anti-Spoofing policy "Default Anti-Spoofing Policy"',
  });
  expect(outcome({ headerFrom: undefined })).toBe("accepted");

  const scoped = await make("anti-spoofing-bypass", {
    ...bypass,
    to: { type: "individual_email_address", emailAddress: recipient },
  });
  expect([outcome(), outcome({ recipient: `bo@${tenant.account.domain}` })]).toEqual([
    "accepted",
    "rejected",
  ]);
  await askV2(tenant, `PATCH ${scoped}`, { body: { option: "disable_bypass" } });
  expect(outcome()).toBe("rejected");
  await askV2(tenant, `PATCH ${scoped}`, {
    body: { option: "enable_bypass", fromDateTime: "2099-01-01T00:00:00Z" },
  });
  expect(outcome()).toBe("rejected");
  await askV2(tenant, `DELETE ${scoped}`);

  // An exception for one server, and a policy of one's own for another domain's name.
  const exception = await make("anti-spoofing", {
    ...bypass,
    from: { type: "internal_addresses" },
    option: "no_action",
    override: true,
    sourceIPs: ["203.0.113.0/24"],
  });
  expect([outcome(), outcome({ sourceIp: "198.51.100.1" })]).toEqual(["accepted", "rejected"]);
  await askV2(tenant, `DELETE ${exception}`);
  const own = await make("anti-spoofing", {
    ...bypass,
    option: "apply",
    from: { type: "email_domain", domain: "partner.example" },
    hostnames: ["mail.partner.example"],
  });
  expect(outcome({ headerFrom: undefined })).toBe("rejected");
  await askV2(tenant, `DELETE ${own}`);
});
