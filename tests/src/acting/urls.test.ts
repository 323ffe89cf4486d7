import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll, type Deed, thereAndBack as goThereAndBack, reason } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { hashQuota: 1500 } });
  await allowAll(setting);
});
afterAll(() => setting.close());

const thereAndBack = (deed: Deed, look: () => void) => goThereAndBack(setting, deed, look);

function click(url: string): string {
  const { tenant, clock } = setting;
  clock.advance(1000);
  return tenant.click({ url, recipient: `admin@${tenant.account.domain}` }).outcome;
}

describe.each(["v1", "v2"])("on %s", (connection) => {
  const run = (action: string, input: Record<string, unknown>) =>
    setting.engine.actions.run({ action, connection, input, ...reason });
  const plan = (action: string, ...inputs: Record<string, unknown>[]) =>
    setting.engine.actions.plan({ action, connection, inputs });

  test("a URL is permitted with its switches, and an entry that says otherwise gives way", async () => {
    const url = "https://portal.partner.example/a";
    const permit = await run("permit-url", { url });
    expect((await run("permit-url", { url })).outcome).toBe("already-so");
    const deed = { action: "permit-url", connection, input: { url, disableRewrite: true } };
    await thereAndBack(deed, () => {
      expect(setting.tenant.managedUrls).toMatchObject([{ action: "permit", disableRewrite: true }]);
    });
    await thereAndBack({ action: "block-url", connection, input: { url } }, () => {
      expect(click(url)).toBe("blocked");
    });
    await thereAndBack({ action: "remove-url", connection, input: { url } }, () => {
      expect(setting.tenant.managedUrls).toEqual([]);
    });
    await setting.engine.actions.undo(permit.id, reason);
  });

  test("a whole host is blocked by its name, in either spelling", async () => {
    const input = { url: "bücher.example", matchType: "domain" };
    const planned = await plan("block-url", input);
    expect(planned.sentence).toContain("xn--bcher-kva.example (bücher.example)");
    await thereAndBack({ action: "block-url", connection, input }, () => {
      expect(click("https://xn--bcher-kva.example/any")).toBe("blocked");
    });
  });

  test("a rewritten link stands for the URL behind it, once", async () => {
    const url = "https://www.bad.example:8443/login?a=1";
    const link = setting.tenant.rewrite(`${url}#top`);
    const planned = await plan("block-url", { url: link }, { url });
    expect(planned.items).toMatchObject([{ input: { url, decodedFrom: link } }]);
    expect(planned.sentence).toContain(`decoded from ${link.slice(0, 100)}`);
    expect(planned.items[0]?.calls).toMatchObject([{ item: { url } }]);
    expect((await setting.engine.actions.runPlan(planned.id, reason)).outcome).toBe("done");
    expect(setting.tenant.managedUrls).toMatchObject([{ domain: "www.bad.example", port: 8443 }]);
    expect((await run("remove-url", { url: link })).outcome).toBe("done");
    expect(setting.tenant.managedUrls).toEqual([]);
    const foreign = "https://protect-eu.mimecast.com/s/eNothing";
    await expect(plan("block-url", { url: foreign })).rejects.toMatchObject({ code: "plan-refused" });
  });

  test("a URL of 10 kB is blocked whole, and told short", async () => {
    const url = `https://long.example/${"x".repeat(10_000)}`;
    expect((await plan("block-url", { url })).sentence.length).toBeLessThan(400);
    await thereAndBack({ action: "block-url", connection, input: { url } }, () => {
      expect(click(url)).toBe("blocked");
    });
  });

  test("files are blocked by their hashes, a thousand in one upload, as far as the quota goes", async () => {
    const { engine, tenant, clock } = setting;
    const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
    const send = (content: string) => {
      clock.advance(1000);
      const attachment = { fileName: "invoice.txt", content };
      return tenant.deliver({
        sender: "a@b.example",
        recipient: `admin@${tenant.account.domain}`,
        attachment,
      });
    };
    const inputs = Array.from({ length: 1000 }, (_, at) => ({ hash: hashOf(`file ${String(at)}`) }));
    const operation = "byo-threat-intelligence.create-batch";
    const uploads = () => tenant.requests().filter((request) => request.operation === operation).length;
    const before = uploads();
    const block = await engine.actions.run({ action: "block-file", connection, inputs, ...reason });
    expect([block.outcome, uploads() - before]).toEqual(["accepted-unverifiable", 1]);
    expect([send("file 7").outcome, send("file 999").outcome]).toEqual(["rejected", "rejected"]);
    const more = inputs.slice(0, 501).map(({ hash }) => ({ hash: hashOf(hash) }));
    await expect(plan("block-file", ...more)).rejects.toMatchObject({
      message: expect.stringContaining("500 more"),
    });
    const undo = await engine.actions.undo(block.id, reason);
    expect([undo.outcome, send("file 7").outcome]).toEqual(["accepted-unverifiable", "accepted"]);
    const rows = [];
    const quota = { action: "read-file-quota", connection, input: {}, ...reason };
    for await (const row of engine.actions.read(quota)) rows.push(row);
    expect(rows).toEqual([{ used: 0, remaining: 1500 }]);
  });
});

test.each([
  ["block-file", { hash: "d41d8cd98f00b204e9800998ecf8427e" }, "bad-usage"],
  ["block-url", { url: "evil.example/login" }, "bad-usage"],
  ["block-url", { url: "javascript:alert(1)", matchType: "domain" }, "bad-usage"],
  ["permit-url", { url: "https://user:word@bad.example/" }, "plan-refused"],
] as const)("%s refuses %j", async (action, input, code) => {
  await expect(setting.engine.actions.plan({ action, connection: "v2", input })).rejects.toMatchObject({
    code,
  });
});
