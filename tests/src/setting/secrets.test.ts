import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { toPosternError } from "@postern/engine";
import { expect, test } from "vitest";
import { openSetting } from "./setting.js";

test("no secret stands anywhere but in the vault: not in files, events, errors or status", async () => {
  const seen: string[] = [];
  const setting = await openSetting({
    listener: (name, event) => seen.push(`${name} ${JSON.stringify(event)} ${inspect(event, { depth: 9 })}`),
  });
  try {
    const { engine, tenant } = setting;
    const secrets = [
      tenant.v1.applicationKey,
      tenant.v1.accessKey,
      tenant.v1.secretKey,
      tenant.v2.clientSecret,
    ];
    await engine.collector.collect();
    const reason = { actor: "tester", reason: "canary" };
    const input = { url: "https://bad.example/x" };
    const run = await engine.actions.run({ action: "block-url", connection: "v2", input, ...reason });
    await engine.actions.undo(run.id, reason);
    tenant.application.revokeKeys();
    setting.clock.advance(3_600_000);
    await engine.collector.collect();
    await engine.actions.plan({ action: "block-url", connection: "v1", input }).catch((error: unknown) => {
      seen.push(inspect(toPosternError(error), { depth: 9 }));
    });
    seen.push(JSON.stringify(await engine.status()), JSON.stringify(await engine.connections.list()));
    seen.push(inspect(engine, { depth: 9 }));
    await engine.close();
    for (const name of await readdir(setting.home)) {
      seen.push((await readFile(join(setting.home, name))).toString("latin1"));
    }
    const text = seen.join("\n");
    expect(text).toContain("bad.example");
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    expect(text).not.toMatch(/X-Amz-Signature=[0-9a-f]/i);
    expect(text).not.toMatch(/Bearer [\w-]/);
    await setting.reopen().catch(() => {});
  } finally {
    await setting.close();
  }
});
