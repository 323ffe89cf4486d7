import { afterEach, beforeEach, expect, test } from "vitest";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";
import { stateOf } from "./there-and-back.js";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({
    tenant: { scenario: "phishing-wave", messagesPerDay: 100, guesses: { policyDelayMinutes: 0 } },
    settings: { feeds: ["ttp-url", "siem-1.0", "siem-2.0", "threat-events"], lookbackHours: 2 },
  });
});
afterEach(() => setting.close());

const ana = { actor: "ana@soc", origin: "soc-1", reason: "INC-42" };
/** The company's offices, its VPN and the gateway of its phones. */
const managedNetworks = ["192.0.2.0/24"];

/** The wave that came before the tenant started, by the tenant's own account. */
function findWave() {
  const now = setting.clock.now();
  const wave = setting.tenant
    .campaigns()
    .find(({ startedAt }) => startedAt < now && startedAt > now - hourMs);
  if (wave === undefined) throw new Error("no wave came");
  return { ...wave, clicked: wave.clicks.filter(({ time }) => time <= now) };
}

const incidents = () => [...setting.tenant.truth("remediation-incidents")].map(({ raw }) => JSON.parse(raw));
const clicksOf = (url: string, people: readonly string[]) =>
  new Set(people.map((recipient) => setting.tenant.click({ url, recipient }).outcome));

function secondWave(campaign: string) {
  const wave = setting.tenant.campaigns().find((each) => each.campaign === campaign && each.number === 2);
  if (wave === undefined) throw new Error("no second wave is to come");
  return wave;
}

/** What became of a wave's mails at the gateway, by the tenant's own log. */
function arrivalsOf({ sender }: { sender: string }) {
  const lines = [...setting.tenant.truth("siem-1.0")].map(({ type, raw }) => ({
    type,
    line: JSON.parse(raw),
  }));
  return new Set(
    lines
      .filter(({ type, line }) => type === "receipt" && line.Sender === sender)
      .map(({ line }) => line.Act),
  );
}

test.each(["v2", "v1"])(
  "from a URL to a contained incident on %s, proved in the tenant, and back as one",
  async (connection) => {
    const { engine, tenant, clock } = setting;
    await engine.collector.collect({ connection });
    const wave = findWave();
    const before = stateOf(setting);
    const made = incidents().length;

    const proposal = await engine.playbooks.propose({
      connection,
      target: tenant.rewrite(wave.url),
      managedNetworks,
      ...ana,
    });
    expect(proposal.target).toEqual({ kind: "url", url: wave.url });
    const devices = new Map(proposal.scope.clickers.map(({ recipient, device }) => [recipient, device]));
    const truth = new Map(
      wave.clicked.map(({ recipient, sourceIp }) => [
        recipient,
        sourceIp.startsWith("192.0.2.") ? "managed" : "unmanaged",
      ]),
    );
    expect(truth.size).toBeGreaterThan(1);
    expect(devices).toEqual(truth);
    // Every copy counts, also those whose link nobody touched yet.
    expect(new Set(proposal.scope.recipients)).toEqual(new Set(wave.recipients));
    const recommended = proposal.steps.filter(({ isRecommended }) => isRecommended).map(({ key }) => key);
    expect(recommended).toEqual(["url", "host", "sender", "sender-domain", "remediate"]);
    expect([stateOf(setting), incidents().length]).toEqual([before, made]);

    const contained = await engine.playbooks.contain(proposal, { steps: recommended, ...ana });
    expect(contained.steps.map(({ run, problem }) => run?.outcome ?? problem?.code)).toEqual(
      recommended.map(() => "done"),
    );
    const beside = new URL("/another/page", wave.url).href;
    expect(clicksOf(wave.url, wave.recipients)).toEqual(new Set(["blocked"]));
    expect(clicksOf(beside, wave.recipients.slice(0, 2))).toEqual(new Set(["blocked"]));
    const [recipient = ""] = wave.recipients;
    expect(tenant.deliver({ sender: wave.sender, recipient }).outcome).toBe("rejected");
    expect(tenant.deliver({ sender: `new@${wave.senderDomain}`, recipient }).outcome).toBe("rejected");
    clock.advance(90 * minuteMs);
    expect(arrivalsOf(secondWave(wave.campaign))).toEqual(new Set(["Rej"]));
    const incident = incidents().at(-1);
    expect(incident).toMatchObject({ identified: wave.recipients.length, reason: `Postern: ${ana.reason}` });
    expect(incident.successful + incident.failed).toBe(wave.recipients.length);

    const again = await engine.playbooks.propose({ connection, target: wave.url, ...ana });
    expect(again.steps.slice(0, 4).map(({ plan }) => plan?.isAlreadySo)).toEqual([true, true, true, true]);

    const undone = await engine.playbooks.undo(contained.id, ana);
    const stands = undone.steps.map(({ key, run, problem }) => [key, run?.undoneBy !== null, problem?.code]);
    expect(stands).toEqual([
      ["url", true, undefined],
      ["host", true, undefined],
      ["sender", true, undefined],
      ["sender-domain", true, undefined],
      ["remediate", false, "not-undoable"],
    ]);
    expect(undone.steps[4]?.problem?.message).toContain("Console restore only");
    expect(stateOf(setting)).toEqual(before);
    expect(clicksOf(wave.url, [recipient])).not.toContain("blocked");
    expect(tenant.deliver({ sender: wave.sender, recipient }).outcome).not.toBe("rejected");
    // What the API can't, the console does, by the code that the message of the undo leads to.
    tenant.restoreRemediation(incident.searchCriteria.unremediateCode);
    expect((await engine.audit.verify()).brokenAt).toBeNull();
  },
);

test("the second wave, from another mailbox with another link, belongs to the first one's incident", async () => {
  const { engine, clock } = setting;
  const wave = findWave();
  clock.advance(90 * minuteMs);
  await engine.collector.collect({ connection: "v2" });
  const second = secondWave(wave.campaign);
  const { scope, steps } = await engine.playbooks.propose({ connection: "v2", target: wave.url, ...ana });
  expect(new Set(scope.recipients)).toEqual(new Set([...wave.recipients, ...second.recipients]));
  expect(scope.senderDomains).toMatchObject([
    { domain: wave.senderDomain, resembles: "fernhill.example", unexplained: 0, sent: 0 },
  ]);
  const ticked = steps.filter(({ isRecommended }) => isRecommended);
  expect(ticked.map(({ key }) => key)).toEqual(["url", "host", "sender", "sender-domain", "remediate"]);
  expect(ticked[3]?.why).toContain("(2 addresses)");
});

test("a domain is proposed only where nothing but the incident speaks of it, and its width is for the rules", async () => {
  const { engine, tenant, clock } = setting;
  const wave = findWave();
  const [recipient = ""] = wave.recipients;
  const honest = { sender: `sales@${wave.senderDomain}`, recipient, subject: "Our offer" };
  tenant.deliver(honest);
  clock.advance(20 * minuteMs);
  await engine.collector.collect({ connection: "v2" });
  const propose = async (target: string) => {
    const { steps } = await engine.playbooks.propose({ connection: "v2", target, ...ana });
    return steps.find(({ key }) => key === "sender-domain");
  };
  // Mail of it that nobody found bad: shown with the reason, and not ticked.
  expect(await propose(wave.sender)).toMatchObject({
    isRecommended: false,
    why: expect.stringMatching(/1 of \d+ messages from it .* not found bad/),
  });
  await engine.guards.change({ approval: { domains: true, above: null } }, ana);
  expect((await propose(wave.url))?.plan?.needsApproval).toContain(wave.senderDomain);
  await engine.guards.change({ protected: [wave.senderDomain] }, ana);
  expect(await propose(wave.url)).toMatchObject({ isRecommended: false, problem: { code: "guarded" } });
  // A partner whom somebody writes to.
  const [partner] = [...tenant.truth("siem-2.0")].flatMap(({ type, raw }) => {
    const line = JSON.parse(raw);
    return type === "delivery" && line.direction === "Outbound" ? [line.recipients as string] : [];
  });
  expect(partner).toMatch(/@/);
  expect(await propose(partner ?? "")).toBeUndefined();
});
