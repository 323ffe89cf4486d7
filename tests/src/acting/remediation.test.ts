import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hourMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

const why = { actor: "tester", reason: "case 42" };

/** A scanned file that was delivered and is no image; another one each time. */
function deliveredFile(skip: number): string {
  const until = setting.clock.now() - hourMs;
  const rows = [...setting.tenant.truth("ttp-attachment", { from: until - 48 * hourMs, until })].map(
    ({ raw }) => JSON.parse(raw),
  );
  const safe = rows.filter((row) => row.result === "safe" && !String(row.fileType).startsWith("image/"));
  return safe[skip]?.fileHash ?? "";
}

function incidentsNow(): Record<string, unknown>[] {
  return [...setting.tenant.truth("remediation-incidents")].map(({ raw }) => JSON.parse(raw));
}

describe.each(["v1", "v2"])("remediation on %s", (connection) => {
  const request = { action: "remediate-file", connection };

  test("of a file is made once, followed to its end, and taken back by the console alone", async () => {
    const { engine, tenant } = setting;
    const input = { sha256: deliveredFile(connection === "v1" ? 0 : 1) };
    const plan = await engine.actions.plan({ ...request, input });
    expect(plan.undo).toMatchObject({
      isPossible: false,
      sentence: expect.stringMatching(/^Console restore only/),
    });
    const before = incidentsNow().length;
    const run = await engine.actions.run({ ...request, input, ...why });
    expect(run).toMatchObject({ outcome: "done" });
    expect(incidentsNow()).toHaveLength(before + 1);
    const again = await engine.actions.run({ ...request, input, ...why });
    expect([again.outcome, incidentsNow().length]).toEqual(["already-so", before + 1]);
    await expect(engine.actions.undo(run.id, why)).rejects.toMatchObject({ code: "not-undoable" });

    const id = run.items[0]?.after?.at(-1)?.id ?? "";
    const states: Record<string, unknown>[] = [];
    for await (const state of engine.actions.read({
      action: "follow-incident",
      connection,
      input: { id },
      ...why,
    })) {
      states.push(state);
    }
    const last = states.at(-1) ?? {};
    expect(states[0]).toMatchObject({ state: "working", identified: 0, reason: "Postern: case 42" });
    expect(last["state"]).toBe("finished");
    expect(Number(last["successful"]) + Number(last["failed"])).toBe(last["identified"]);
    const truth = incidentsNow().find((row) => row["id"] === id);
    expect(truth).toMatchObject({ successful: last["successful"], failed: last["failed"] });

    const code = String(Object(last["searchCriteria"]).unremediateCode);
    tenant.restoreRemediation(code);
    const [shown] = await collect("show-incident", { ids: [id] });
    expect(shown).toMatchObject({ restored: last["successful"], searchCriteria: { unremediateCode: code } });
    const found = await collect("find-incidents", { about: input.sha256.slice(0, 20), kind: "manual" });
    expect(found.map((row) => row["id"])).toEqual([id]);
  });

  test("of a message that nobody has finds nothing, and following it ends all the same", async () => {
    const { engine } = setting;
    const input = { messageId: `${connection}.nobody@mail.example` };
    const run = await engine.actions.run({ action: "remediate-message", connection, input, ...why });
    expect([run.outcome, run.items[0]?.input]).toEqual([
      "done",
      { messageId: `<${connection}.nobody@mail.example>` },
    ]);
    const id = run.items[0]?.after?.[0]?.id ?? "";
    const states = await collect("follow-incident", { id, everySeconds: 60 });
    expect(states.map(({ state }) => state)).toEqual(["working", "quiet"]);
  });

  test("whose answer never came is settled by reading: one incident, not two", async () => {
    const { engine, tenant } = setting;
    const before = incidentsNow().length;
    tenant.faults.inject({ kind: "server-error", executed: true, operation: "ttp.remediation.create" });
    const input = { url: `https://${connection}.bad.example/x` };
    const run = await engine.actions.run({ action: "remediate-url", connection, input, ...why });
    expect([run.outcome, incidentsNow().length]).toEqual(["done", before + 1]);
  });

  async function collect(action: string, input: object): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    const look = { action, connection, input: { ...input }, ...why };
    for await (const row of setting.engine.actions.read(look)) rows.push(row);
    return rows;
  }
});
