import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

const why = { actor: "tester", reason: "case 42" };

/** The hold queue as the tenant itself has it. */
function heldNow(): { id: string; subject: string }[] {
  return [...setting.tenant.truth("held-messages")].map(({ raw }) => JSON.parse(raw));
}

function fateOf(id: string): string | null {
  const until = setting.clock.now() + 1;
  const rows = [...setting.tenant.truth("held-releases", { from: until - minuteMs, until })];
  return rows.map(({ raw }) => JSON.parse(raw)).find((row) => row.id === id)?.status ?? null;
}

async function look(action: string, connection: string, input = {}): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const row of setting.engine.actions.read({ action, connection, input, ...why })) rows.push(row);
  return rows;
}

const callsOf = (operation: string) =>
  setting.tenant.requests().filter((request) => request.operation === operation).length;

describe.each(["v1", "v2"])("held mail on %s", (connection) => {
  const release = (...ids: string[]) => ({
    action: "release-held",
    connection,
    inputs: ids.map((id) => ({ id })),
    ...why,
  });

  test("is listed as the tenant has it, all of it, and filtered without losing any", async () => {
    const truth = heldNow();
    const rows = await look("list-held", connection);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(truth.map(({ id }) => id)));
    const subject = truth[0]?.subject ?? "";
    setting.tenant.faults.inject({ kind: "omit-rows", operation: "gateway.get-hold-message-list" });
    const some = await look("list-held", connection, { subject: subject.toUpperCase() });
    setting.tenant.faults.clear();
    expect(some).toHaveLength(truth.filter((row) => row.subject.includes(subject)).length);
    const counts = await look("count-held", connection);
    expect(counts.reduce((sum, row) => sum + Number(row["numberOfItems"]), 0)).toBe(truth.length);
    expect(await look("list-held", connection, { since: "2026-01-07T12:00:00Z" })).toHaveLength(
      truth.filter((row) => Date.parse(String(Object(row).dateReceived)) >= Date.UTC(2026, 0, 7, 12)).length,
    );
  });

  test("is released once, verified, and already so the second time", async () => {
    const id = heldNow()[0]?.id ?? "";
    const plan = await setting.engine.actions.plan(release(id));
    expect([plan.undo.isPossible, plan.undo.sentence]).toEqual([
      false,
      expect.stringContaining("can't be taken back"),
    ]);
    expect(plan.items[0]?.before?.[0]?.meaning).toContain("holds");
    const run = await setting.engine.actions.run(release(id));
    expect([run.outcome, fateOf(id)]).toEqual(["done", "released"]);
    await expect(setting.engine.actions.undo(run.id, why)).rejects.toMatchObject({ code: "not-undoable" });
    const writes = callsOf("gateway.hold-release");
    expect((await setting.engine.actions.run(release(id))).outcome).toBe("already-so");
    expect(callsOf("gateway.hold-release")).toBe(writes);
  });

  test("is rejected, many in one item, and what is gone is told apart", async () => {
    const [gone = "", ...ids] = heldNow()
      .slice(0, 4)
      .map(({ id }) => id);
    setting.tenant.hold.release(gone);
    const before = callsOf("gateway.hold-reject");
    const inputs = [gone, ...ids].map((id) => ({ id, because: "against-policies" }));
    const run = await setting.engine.actions.run({ action: "reject-held", connection, inputs, ...why });
    expect(callsOf("gateway.hold-reject") - before).toBe(1);
    expect(run.items.map(({ outcome }) => outcome)).toEqual(["failed", "done", "done", "done"]);
    expect([run.outcome, ids.map(fateOf)]).toEqual(["partial", ["rejected", "rejected", "rejected"]]);
    expect(fateOf(gone)).toBe("released");
  });

  test("is found again by its meaning when its id changes between readings", async () => {
    const id = heldNow()[0]?.id ?? "";
    const list = {
      kind: "changed-ids",
      operation: "gateway.get-hold-message-list",
      times: Infinity,
    } as const;
    const refused = { kind: "fail-in-200", operation: "gateway.hold-release" } as const;
    // The reading that plans finds it by its id; later ones give it others.
    setting.tenant.faults.inject({ ...list, after: 1 });
    setting.tenant.faults.inject(refused);
    const failed = await setting.engine.actions.run(release(id));
    expect([failed.outcome, fateOf(id)]).toEqual(["failed", null]);
    setting.tenant.faults.clear();
    setting.tenant.faults.inject({ ...list, after: 1 });
    setting.tenant.faults.inject({ ...list, operation: "gateway.get-held-release-logs" });
    const run = await setting.engine.actions.run(release(id));
    setting.tenant.faults.clear();
    expect([run.outcome, fateOf(id)]).toEqual(["done", "released"]);
  });

  test("whose log may not be read is released, and told to be unverified", async () => {
    const id = heldNow()[0]?.id ?? "";
    setting.tenant.faults.inject({
      kind: "not-permitted",
      operation: "gateway.get-held-release-logs",
      times: Infinity,
    });
    const run = await setting.engine.actions.run(release(id));
    setting.tenant.faults.clear();
    expect([run.outcome, fateOf(id)]).toEqual(["accepted-unverifiable", "released"]);
    const log = await look("list-held-releases", connection, { since: "2026-01-07T12:00:00Z" });
    expect(log.map((row) => row["id"])).toContain(id);
  });
});

test.each([
  ["release-held", { id: " " }],
  ["reject-held", { id: "eNo1", because: "I don't like it" }],
  ["reject-held", { id: "eNo1", note: "" }],
])("%s refuses %j before any call", async (action, input) => {
  const calls = setting.tenant.requests().length;
  await expect(setting.engine.actions.plan({ action, connection: "v2", input })).rejects.toMatchObject({
    code: "bad-usage",
  });
  expect(setting.tenant.requests()).toHaveLength(calls);
});
