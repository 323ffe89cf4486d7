import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
});
afterEach(() => setting.tenant.faults.clear());
afterAll(() => setting.close());

const why = { actor: "tester", reason: "case 42" };
type Fault = Parameters<Setting["tenant"]["faults"]["inject"]>[0];

let counter = 0;
/** Nobody has blocked it yet. */
function freshSender(): string {
  counter += 1;
  return `sender-${String(counter)}@bad.example`;
}

/** How many policies of the tenant's own are about a sender: one that was made twice is there twice. */
function policiesAbout(sender: string): number {
  const made = JSON.stringify(setting.tenant.policies.of("blocked-senders").listMade());
  return made.split(`"emailAddress":"${sender}"`).length - 1;
}

const blocksOf = (url: string) =>
  setting.tenant.managedUrls.filter((entry) => JSON.stringify(entry).includes(new URL(url).hostname));

function executedSince(operation: string, last: number): number {
  return setting.tenant.requests().filter((entry) => entry.number > last && entry.operation === operation)
    .length;
}

const lastRequest = () => setting.tenant.requests().at(-1)?.number ?? 0;

/** What the audit log says of a run, and the run itself, have to be the same. */
async function expectAudited(run: {
  id: string;
  items: readonly { outcome: string | null }[];
}): Promise<void> {
  let told: readonly { outcome: string }[] = [];
  for await (const { kind, subject, body } of setting.engine.audit.read()) {
    if (kind === "run.settled" && subject === run.id) told = (body as { outcomes: typeof told }).outcomes;
  }
  expect(told.map(({ outcome }) => outcome)).toEqual(run.items.map(({ outcome }) => outcome));
  expect((await setting.engine.audit.verify()).brokenAt).toBeNull();
}

const create = "policy.blockedsenders.create-policy";
/** What a client meets after the tenant did, or did not do, what it was told. */
const answers: readonly (readonly [string, Fault])[] = [
  ...([500, 502, 503, 504, 509] as const).map(
    (status) =>
      [
        `${String(status)}, executed`,
        { kind: "server-error", status, executed: true, operation: create },
      ] as const,
  ),
  ["500, not executed", { kind: "server-error", status: 500, operation: create }],
  ["a proxy's page, executed", { kind: "html-error", executed: true, operation: create }],
  ["a failure in 200, executed", { kind: "fail-in-200", executed: true, operation: create }],
  ["a failure in 200 by its code alone", { kind: "fail-in-200", shape: "code", operation: create }],
  ["a failure in the status of meta", { kind: "fail-in-200", shape: "meta-status", operation: create }],
  ["a socket that ends in the middle", { kind: "reset", operation: create }],
  ["a body cut short", { kind: "wrong-length", operation: create }],
  ["a broken compression", { kind: "truncated-gzip", operation: create }],
  ["405", { kind: "wrong-verb", operation: create }],
  ["403", { kind: "not-permitted", operation: create }],
];

describe.each(["v1", "v2"])("on %s", (connection) => {
  const run = (inputs: readonly Record<string, unknown>[], action = "block-sender") =>
    setting.engine.actions.run({ action, connection, inputs, ...why });

  test.each(answers)(
    "after %s the outcome is what the tenant holds, and it was called once",
    async (_what, fault) => {
      const sender = freshSender();
      const since = lastRequest();
      setting.tenant.faults.inject(fault);
      const ran = await run([{ sender }]);
      setting.tenant.faults.clear();
      expect([ran.outcome, ran.state]).toEqual([policiesAbout(sender) === 1 ? "done" : "failed", "settled"]);
      expect(executedSince(create, since)).toBe(1);
      await expectAudited(ran);
      const again = await run([{ sender }]);
      expect([again.outcome, policiesAbout(sender)]).toEqual([
        ran.outcome === "done" ? "already-so" : "done",
        1,
      ]);
    },
  );

  test.each(["ms", "epoch-s", "retry-after", "retry-after-date", "no-number", "absent"] as const)(
    "429 with its wait told as %s delays, and drops and doubles nothing",
    async (reset) => {
      const senders = [freshSender(), freshSender()];
      setting.tenant.faults.inject({ kind: "throttle", operation: create, times: 2, reset, resetMs: 90_000 });
      const ran = await run(senders.map((sender) => ({ sender })));
      expect([ran.outcome, senders.map(policiesAbout)]).toEqual(["done", [1, 1]]);
    },
  );

  test("a target that the reading left out turns out to be there: a duplicate is no failure", async () => {
    const urls = ["https://twin.bad.example/", "https://fresh.bad.example/"].map((url) => ({
      url: url.replace("://", `://${connection}-`),
    }));
    await run(urls.slice(0, 1), "block-url");
    setting.tenant.faults.inject({
      kind: "omit-rows",
      of: "all",
      count: 500,
      operation: "ttp.url.get-all-managed-urls",
    });
    const ran = await run(urls, "block-url");
    expect(ran.items.map(({ outcome }) => outcome)).toEqual(["already-so", "done"]);
    expect(urls.map(({ url }) => blocksOf(url).length)).toEqual([1, 1]);
  });

  test("ids that change between readings lead no undo astray", async () => {
    const url = `https://${connection}-ids.bad.example/x`;
    const list = "ttp.url.get-all-managed-urls";
    setting.tenant.faults.inject({ kind: "changed-ids", operation: list, times: Infinity });
    const ran = await run([{ url }], "block-url");
    const undo = await setting.engine.actions.undo(ran.id, why);
    expect([ran.outcome, undo.outcome, blocksOf(url)]).toEqual(["done", "done", []]);
  });

  test("partial success is told target by target", async () => {
    const users = [
      setting.tenant.people[5]?.address,
      "nobody@elsewhere.example",
      setting.tenant.people[6]?.address,
    ];
    const ran = await run(
      users.map((user) => ({ user })),
      "lock-user",
    );
    expect([ran.outcome, ran.items.map(({ outcome }) => outcome)]).toEqual([
      "partial",
      ["done", "failed", "done"],
    ]);
    await expectAudited(ran);
    const undo = await setting.engine.actions.undo(ran.id, why);
    expect(undo.items.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
  });

  test("a reading back that fails leaves the outcome unknown, until reading works", async () => {
    const sender = freshSender();
    const list = "policy.blockedsenders.get-policy";
    setting.tenant.faults.inject({ kind: "not-permitted", operation: list, after: 1, times: Infinity });
    const ran = await run([{ sender }]);
    setting.tenant.faults.clear();
    expect([ran.outcome, policiesAbout(sender)]).toEqual(["unknown", 1]);
    const settled = await setting.engine.actions.getRun(ran.id);
    expect(settled.outcome).toBe("done");
    expect(policiesAbout(sender)).toBe(1);
  });
});

test("a right taken away between plan and run stops it; taken away within it, what is left waits for the right", async () => {
  const own = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  try {
    const { engine, tenant } = own;
    const inputs = Array.from({ length: 45 }, (_, index) => ({
      url: `https://right${String(index)}.bad.example/`,
    }));
    const rights = (...levels: readonly string[]) =>
      tenant.application.setPermissions(levels.map((level) => `Services | URL Protection | ${level}`));
    const plan = await engine.actions.plan({ action: "block-url", connection: "v2", inputs });
    rights();
    await expect(engine.actions.runPlan(plan.id, why)).rejects.toMatchObject({ code: "not-permitted" });
    expect([tenant.managedUrls, await engine.actions.runs()]).toEqual([[], []]);
    rights("Read", "Edit");
    let isTaken = false;
    const ran = await engine.actions.runPlan(plan.id, {
      ...why,
      onProgress() {
        if (!isTaken) rights("Read");
        isTaken = true;
      },
    });
    const tally = (run: typeof ran) =>
      ["unknown", "done", "failed", "not-run"].map(
        (wanted) => run.items.filter(({ outcome }) => outcome === wanted).length,
      );
    // Without the right nothing can be read back either.
    expect(tally(ran)).toEqual([40, 0, 0, 5]);
    rights("Read", "Edit");
    expect(tally(await engine.actions.getRun(ran.id))).toEqual([0, 20, 20, 5]);
    expect(tenant.managedUrls).toHaveLength(20);
    const resumed = await engine.actions.resume(ran.id, why);
    expect(resumed.items.filter(({ outcome }) => outcome === "done")).toHaveLength(25);
    const whole = await engine.actions.run({ action: "block-url", connection: "v2", inputs, ...why });
    expect([whole.outcome, tenant.managedUrls.length]).toEqual(["done", 45]);
  } finally {
    await own.close();
  }
});
