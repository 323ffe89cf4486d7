import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal, withEngine } from "./postern.js";
import { type Conversation, keys, sitDown } from "./pseudo-terminal.js";

let terminal: Terminal;
let tenant: Tenant;

beforeEach(async () => {
  terminal = await openTerminal();
  tenant = await startTenant({
    scenario: "phishing-wave",
    messagesPerDay: 100,
    guesses: { policyDelayMinutes: 0 },
  });
  const words = ["connect", "--name", "lab", "--generation", "2.0", "--from", "-", "--no-test"];
  const feeds = ["--feeds", "ttp-url,siem-2.0", "--lookback", "2h"];
  await terminal.run([...words, ...feeds], { input: JSON.stringify(describeTenant(tenant)) });
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

const url = "https://evil.example/login";
const interrupted = 130;

/** Nothing in the tenant, and nothing meant to be. */
async function expectNothingDone(): Promise<void> {
  expect(tenant.managedUrls).toEqual([]);
  expect(tenant.policies.of("blocked-senders").listMade()).toEqual([]);
  const { stdout } = await terminal.run(["runs", "--json"]);
  expect(JSON.parse(stdout)).toEqual({ runs: [] });
}

function findWave() {
  const wave = tenant.campaigns().find(({ startedAt }) => startedAt < tenant.clock.now());
  if (wave === undefined) throw new Error("no wave came");
  return wave;
}

async function collectWave(): Promise<string> {
  expect((await terminal.run(["collect"])).exitCode).toBe(0);
  return findWave().url;
}

test("a block is shown, agreed to, given its reason, done, and taken back at the terminal", async () => {
  const asked = sitDown(terminal, ["block", "url", url]);
  await asked.sees("would hit");
  await asked.sees("Do this in the tenant?");
  expect(tenant.managedUrls).toEqual([]);
  asked.types("y");
  await asked.sees("Why?");
  asked.types(`INC-42${keys.enter}`);
  const { exitCode, text } = await asked.ends();
  expect([exitCode, tenant.managedUrls.length]).toEqual([0, 1]);
  const [, run = ""] = /undo (run-\w+|\S+)\s*$/m.exec(text) ?? [];
  const shown = await terminal.run(["runs", "show", run, "--json"]);
  expect(JSON.parse(shown.stdout)).toMatchObject({ reason: "INC-42", outcome: "done" });

  const undo = sitDown(terminal, ["undo", run]);
  await undo.sees("Do this in the tenant?");
  undo.types("y");
  await undo.sees("Why?");
  undo.types(keys.enter);
  expect((await undo.ends()).exitCode).toBe(0);
  expect(tenant.managedUrls).toEqual([]);
});

test("who says no, or leaves at any question, has changed nothing, and is told so", async () => {
  const leave: readonly (readonly [string, (asked: Conversation) => Promise<void>])[] = [
    [
      "no",
      async (asked) => {
        await asked.sees("Do this in the tenant?");
        asked.types("n");
      },
    ],
    [
      "Enter, which means no",
      async (asked) => {
        await asked.sees("Do this in the tenant?");
        asked.types(keys.enter);
      },
    ],
    [
      "Ctrl-C at the first question",
      async (asked) => {
        await asked.sees("Do this in the tenant?");
        asked.types(keys.ctrlC);
      },
    ],
    [
      "Ctrl-C at the reason",
      async (asked) => {
        await asked.sees("Do this in the tenant?");
        asked.types("y");
        await asked.sees("Why?");
        asked.types(keys.ctrlC);
      },
    ],
  ];
  for (const [how, answer] of leave) {
    const asked = sitDown(terminal, ["block", "url", url]);
    await answer(asked);
    const { exitCode, text } = await asked.ends();
    expect([how, exitCode]).toEqual([how, interrupted]);
    expect(text).toContain("Nothing was changed in the tenant.");
    await expectNothingDone();
  }
});

test("what is not allowed yet is offered, ticked, run and taken back in one conversation", async () => {
  const wave = await collectWave();
  const asked = sitDown(terminal, ["contain", wave]);
  await asked.sees("remediate-url is not allowed through lab yet");
  asked.types("y");
  await asked.sees("Which steps?");
  // From the first step to the second, whose tick goes.
  asked.types(keys.down + keys.space + keys.enter);
  await asked.sees("Why?");
  asked.types(`INC-42${keys.enter}`);
  const { exitCode, text } = await asked.ends();
  expect(exitCode).toBe(0);
  expect(tenant.managedUrls.map(({ matchType }) => matchType)).toEqual(["explicit"]);
  expect(tenant.click({ url: wave, recipient: findWave().recipients[0] ?? "" }).outcome).toBe("blocked");
  // The mailbox, and the look-alike domain that it is in.
  expect(tenant.policies.of("blocked-senders").listMade()).toHaveLength(2);
  const [, id = ""] = /undo (contain-\w+)/.exec(text) ?? [];
  const { settings, entries } = await withEngine(terminal, async (engine) => {
    const found = [];
    for await (const entry of engine.audit.read({ kind: "connection.changed" })) found.push(entry);
    return { settings: (await engine.connections.get("lab")).settings, entries: found };
  });
  expect(settings.actions).toEqual(expect.arrayContaining(["block-url", "remediate-url"]));
  expect(entries).toHaveLength(1);

  const left = sitDown(terminal, ["undo", id]);
  await left.sees("Take all of it back");
  left.types(keys.ctrlC);
  const before = await left.ends();
  expect([before.exitCode, tenant.managedUrls.length]).toEqual([interrupted, 1]);
  expect(before.text).toContain("Nothing was changed in the tenant.");

  const undo = sitDown(terminal, ["undo", id]);
  await undo.sees("Take all of it back");
  undo.types("y");
  await undo.sees("Why?");
  undo.types(keys.enter);
  const after = await undo.ends();
  // All but the mail that was removed, and that is said.
  expect(after.text).toContain("not-undoable");
  expect([tenant.managedUrls, tenant.policies.of("blocked-senders").listMade()]).toEqual([[], []]);
});

test("a containment that is left at any of its questions has changed nothing, and says so", async () => {
  const wave = await collectWave();
  const questions = ["is not allowed through lab yet", "Which steps?", "Why?"];
  const answers = ["n", keys.enter];
  for (const [index] of questions.entries()) {
    const asked = sitDown(terminal, ["contain", wave]);
    for (const [earlier, question] of questions.slice(0, index).entries()) {
      await asked.sees(question);
      asked.types(answers[earlier] ?? "");
    }
    await asked.sees(questions[index] ?? "");
    asked.types(keys.ctrlC);
    const { exitCode, text } = await asked.ends();
    expect([questions[index], exitCode]).toEqual([questions[index], interrupted]);
    expect(text).toContain("Nothing was changed in the tenant.");
    await expectNothingDone();
  }
});

test("of two people one plans and the other agrees at the terminal, to that plan alone", async () => {
  await terminal.run(["guards", "approval", "domains", "on"]);
  const ben = { actor: "ben@soc", origin: "soc-2" };
  const input = { url, matchType: "domain" };
  const request = { action: "block-url", connection: "lab", input };
  const { id } = await withEngine(terminal, (engine) =>
    engine.actingAs(ben, () => engine.actions.plan(request)),
  );
  const early = await terminal.run(["plans", "run", id, "--yes"]);
  expect([early.exitCode, tenant.managedUrls]).toEqual([16, []]);
  expect(early.stderr).toContain("approval-needed");

  const left = sitDown(terminal, ["approve", id]);
  await left.sees("Agree to this plan?");
  left.types(keys.ctrlC);
  const before = await left.ends();
  expect([before.exitCode, before.text]).toEqual([interrupted, expect.stringContaining("Not agreed to.")]);
  expect((await terminal.run(["plans", "run", id, "--yes"])).exitCode).toBe(16);

  const asked = sitDown(terminal, ["approve", id]);
  await asked.sees("Agree to this plan?");
  asked.types("y");
  await asked.sees("Why?");
  asked.types(`seen, CHG-7${keys.enter}`);
  expect((await asked.ends()).exitCode).toBe(0);
  const { approvals } = JSON.parse((await terminal.run(["plans", "show", id, "--json"])).stdout) as {
    approvals: { actor: string; reason: string }[];
  };
  expect(approvals).toMatchObject([{ reason: "seen, CHG-7" }]);
  expect(approvals[0]?.actor).not.toBe(ben.actor);
  const ran = await terminal.run(["plans", "run", id, "--yes", "--reason", "CHG-7"]);
  expect([ran.exitCode, tenant.managedUrls.length]).toEqual([0, 1]);
  const log = await terminal.run(["audit", "--about", id, "--json"]);
  expect(JSON.parse(log.stdout.split("\n")[0] ?? "")).toMatchObject({
    kind: "plan.approved",
    body: { reason: "seen, CHG-7", signature: expect.any(String) },
  });
});
