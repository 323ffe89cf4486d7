import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
  await allowAll(setting);
  await setting.collect(["ttp-url", "siem-2.0"]);
});
afterAll(() => setting.close());

const plan = (sender: string, connection = "v2") =>
  setting.engine.actions.plan({ action: "block-sender", connection, input: { sender } });
const warningsOf = async (sender: string, connection?: string) =>
  (await plan(sender, connection)).items.flatMap(({ warnings }) => warnings).join("\n");

/** Whoever sent the most mail that was delivered, from outside. */
async function busiestDomain(): Promise<string> {
  const counts = new Map<string, number>();
  for await (const { sender, action } of allEvents()) {
    const domain = sender?.split("@")[1] ?? "";
    if (action === "delivered" && domain !== setting.tenant.account.domain) {
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}

async function* allEvents() {
  yield* await setting.engine.events.query({ connection: "v2", limit: 5000 });
}

test("a plan warns of plain senders of the same domain, in a single look at the store", async () => {
  const domain = await busiestDomain();
  const planned = await plan(domain);
  expect(planned.items[0]?.warnings.join()).toMatch(
    /\d+ senders? of .* had mail delivered and nothing detected/,
  );
  expect(planned.history.messages).toBeGreaterThan(0);
  expect(await warningsOf(`nobody@${domain}`)).not.toContain("nothing detected");
});

describe("one's own domains", () => {
  test("are the tenant's, and where those may not be read, those of recipients in the store", async () => {
    const { tenant } = setting;
    expect(await warningsOf(tenant.account.domain)).toContain("your own domains");
    expect(await warningsOf("evil.example")).not.toContain("own");
    const { clock, engine } = setting;
    clock.advance(3_600_001);
    tenant.application.setPermissions(["Gateway | Policies | Edit", "Gateway | Policies | Read"]);
    await setting.reopen();
    expect(engine).not.toBe(setting.engine);
    expect(await warningsOf(tenant.account.domain)).toContain("your own domains");
  });
});

test("a plan tells which rights were found, and which nobody has tried", async () => {
  const { engine, tenant } = setting;
  tenant.application.setPermissions(["Gateway | Policies | Read", "Services | URL Protection | Edit"]);
  for await (const check of engine.connections.test("v2")) expect(check.subject).toBeDefined();
  expect((await plan("evil.example")).rights).toMatchObject([
    { permission: "Gateway | Policies | Edit", products: ["Policy Management"], state: "unknown" },
  ]);
  const request = { action: "block-url", connection: "v2", input: { url: "https://evil.example/" } };
  expect((await engine.actions.plan(request)).rights).toMatchObject([{ state: "held" }]);
  const group = { action: "block-sender-by-group", connection: "v2", input: { sender: "evil.example" } };
  await expect(engine.actions.plan(group)).rejects.toMatchObject({ code: "not-permitted" });
});

test("a run shows the right that no probe can, and new secrets start with nothing known", async () => {
  const { engine, tenant } = setting;
  const recipient = `admin@${tenant.account.domain}`;
  const rightsOf = async () => (await engine.actions.plan(request)).rights.map(({ state }) => state);
  const request = {
    action: "block-sender-for",
    connection: "v2",
    input: { sender: "lures@evil.example", to: recipient },
  };
  const why = { actor: "tester", reason: "case 42" };
  tenant.application.setPermissions([]);
  expect(await rightsOf()).toEqual(["unknown"]);
  await engine.actions.run({ ...request, ...why });
  expect(await rightsOf()).toEqual(["missing"]);
  tenant.application.setPermissions(["Gateway | Managed Senders | Edit"]);
  await engine.actions.run({ ...request, ...why });
  expect(await rightsOf()).toEqual(["held"]);
  tenant.application.regenerateKeys();
  const { baseUrl: _url, ...oauth } = tenant.v2;
  const { credential } = await engine.connections.get("v2");
  await engine.credentials.update(credential.name, { secrets: { kind: "2.0", oauth } });
  expect(await rightsOf()).toEqual(["unknown"]);
});
