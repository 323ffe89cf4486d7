import { chooseMethod } from "@postern/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll, type Deed, thereAndBack as goThereAndBack, reason } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterAll(() => setting.close());

const sender = "payroll@bad.example";

const thereAndBack = (deed: Deed, look: () => void) => goThereAndBack(setting, deed, look);

function deliver(from: string, to = "admin"): string {
  const { tenant, clock } = setting;
  clock.advance(1000);
  return tenant.deliver({ sender: from, recipient: `${to}@${tenant.account.domain}` }).outcome;
}

describe.each(["v1", "v2"])("on %s", (connection) => {
  const run = (action: string, input: Record<string, unknown>) =>
    setting.engine.actions.run({ action, connection, input, ...reason });
  const plan = (action: string, input: Record<string, unknown>) =>
    setting.engine.actions.plan({ action, connection, input });

  test("a domain is blocked by policy, in either spelling, for one recipient and for a while", async () => {
    const { tenant, clock } = setting;
    const admin = `admin@${tenant.account.domain}`;
    await thereAndBack({ action: "block-sender", connection, input: { sender: "@Bücher.example" } }, () => {
      expect(deliver("ana@xn--bcher-kva.example")).toBe("rejected");
    });
    const ends = new Date(clock.now() + 3_600_000).toISOString();
    const input = { sender: "bad.example", to: admin, ends };
    await thereAndBack({ action: "block-sender", connection, input }, () => {
      expect([deliver(sender), deliver(sender, "svc-api")]).toEqual(["rejected", "accepted"]);
      clock.advance(3_600_000);
      expect(deliver(sender)).toBe("accepted");
    });
  });

  test("several senders blocked in one run: the vendor takes one policy a call, and refused them together", async () => {
    const inputs = ["one@bad.example", "two@bad.example", "three@bad.example"].map((each) => ({
      sender: each,
    }));
    const { actions } = setting.engine;
    const block = await actions.run({ action: "block-sender", connection, inputs, ...reason });
    expect(block.items.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect(inputs.map((each) => deliver(each.sender))).toEqual(["rejected", "rejected", "rejected"]);
    expect((await actions.undo(block.id, reason)).outcome).toBe("done");
    expect(inputs.map((each) => deliver(each.sender))).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("a permit gives way to a block and a block to a permit, and undo brings either back", async () => {
    const block = await run("block-sender", { sender });
    await thereAndBack({ action: "permit-sender", connection, input: { sender } }, () => {
      expect(deliver(sender)).toBe("accepted");
    });
    expect(deliver(sender)).toBe("rejected");
    await setting.engine.actions.undo(block.id, reason);
    const permit = await run("permit-sender", { sender });
    const planned = await plan("block-sender", { sender });
    expect(planned.items[0]?.before).toMatchObject([{ bearing: "opposite" }]);
    await thereAndBack({ action: "block-sender", connection, input: { sender } }, () => {
      expect(deliver(sender)).toBe("rejected");
    });
    await setting.engine.actions.undo(permit.id, reason);
  });

  test("whatever blocks a sender is removed, eternal or dated, and comes back as it was", async () => {
    const { engine, clock } = setting;
    const ends = new Date(clock.now() + 86_400_000).toISOString();
    const made = [
      await run("block-sender", { sender }),
      await run("block-sender", { sender, to: `admin@${setting.tenant.account.domain}`, ends }),
      await run("block-sender", { sender: "bad.example" }),
    ];
    const planned = await plan("unblock-sender", { sender });
    expect(planned.items[0]?.calls).toHaveLength(2);
    expect(planned.items[0]?.warnings.join()).toContain("everybody at bad.example");
    await thereAndBack({ action: "unblock-sender", connection, input: { sender } }, () => {
      expect(setting.tenant.policies.of("blocked-senders").listMade()).toMatchObject([
        { from: { emailDomain: "bad.example" } },
      ]);
    });
    // Made again under other ids, they are still found: by their meaning.
    for (const { id } of made) await engine.actions.undo(id, reason);
    expect(setting.tenant.policies.of("blocked-senders").listMade()).toEqual([]);
  });

  test("a sender in the group Blocked Senders is blocked for everyone, once", async () => {
    const request = { action: "block-sender-by-group", connection, input: { sender: "bad.example" } };
    await thereAndBack(request, () => expect(deliver(sender)).toBe("rejected"));
    const block = await run("block-sender-by-group", { sender });
    expect((await run("block-sender-by-group", { sender })).outcome).toBe("already-so");
    await thereAndBack({ ...request, action: "unblock-sender-by-group", input: { sender } }, () =>
      expect(deliver(sender)).toBe("accepted"),
    );
    await setting.engine.actions.undo(block.id, reason);
  });

  test("an entry of one recipient's list can't be read: the plan says so, and what undo leaves", async () => {
    const { tenant, engine } = setting;
    const to = `admin@${tenant.account.domain}`;
    const planned = await plan("block-sender-for", { sender, to });
    expect(planned.items[0]?.before).toBeNull();
    expect(planned.items[0]?.warnings.join()).toContain("not known");
    expect(planned.undo.sentence).toContain(connection === "v1" ? "permit" : "the lists of all recipients");
    const block = await run("block-sender-for", { sender, to });
    expect(block.outcome).toBe("accepted-unverifiable");
    expect([deliver(sender), deliver(sender, "svc-api")]).toEqual(["rejected", "accepted"]);
    const undo = await engine.actions.undo(block.id, reason);
    expect(undo.outcome).toBe("accepted-unverifiable");
    expect(deliver(sender)).toBe("accepted");
    expect(tenant.managedSenders.map(({ type }) => type)).toEqual(connection === "v1" ? ["Permit"] : []);
    const outside = await run("block-sender-for", { sender, to: "ana@elsewhere.example" });
    expect([outside.outcome, outside.detail]).toEqual([
      "failed",
      expect.stringContaining("err_xdk_operation_forbidden_for_address"),
    ]);
    if (connection === "v1")
      await engine.actions.run({
        action: "clear-managed-sender",
        connection: "v2",
        input: { sender, entries: "permit" },
        ...reason,
      });
    expect(tenant.managedSenders).toEqual([]);
  });

  test("what the tenant's audit log tells of such an entry settles it, once it was collected", async () => {
    const { tenant, engine, clock } = setting;
    const to = `admin@${tenant.account.domain}`;
    const other = await run("block-sender-for", { sender: "other@bad.example", to });
    const block = await run("block-sender-for", { sender, to });
    const look = async (id: string) =>
      (await engine.actions.runs({ connection })).find((one) => one.id === id);
    expect(await look(block.id)).toMatchObject({ outcome: "accepted-unverifiable" });
    clock.advance(30 * 60_000);
    await setting.collect(["audit"], connection);
    const settled = await look(block.id);
    expect(settled).toMatchObject({ outcome: "done", detail: expect.stringContaining(sender) });
    expect(settled?.detail).toContain("The tenant's audit log tells of it");
    expect((await look(other.id))?.detail).toContain("other@bad.example");

    const undo = await engine.actions.undo(block.id, reason);
    expect(undo.outcome).toBe("accepted-unverifiable");
    // The same twice within a minute, and the second call gets lost: what the log tells of the first is none of its.
    await run("block-sender-for", { sender: "twice@bad.example", to });
    clock.advance(60_000);
    tenant.faults.inject({ kind: "lost-request", drops: true, effect: "write", times: 1 });
    const lost = await run("block-sender-for", { sender: "twice@bad.example", to });
    clock.advance(30 * 60_000);
    await setting.collect(["audit"], connection);
    expect(await look(undo.id)).toMatchObject({ outcome: "done" });
    expect(await look(lost.id)).toMatchObject({ outcome: "unknown" });
    expect((await engine.audit.verify()).brokenAt).toBeNull();
    for (const entries of ["block", "permit"])
      for (const each of [sender, "other@bad.example", "twice@bad.example"])
        await engine.actions.run({
          action: "clear-managed-sender",
          connection: "v2",
          input: { sender: each, entries },
          ...reason,
        });
    expect(tenant.managedSenders).toEqual([]);
  });

  test("groups are made, filled, emptied and deleted", async () => {
    const { engine } = setting;
    await thereAndBack({ action: "create-group", connection, input: { name: "SOC blocks" } }, () => {});
    const made = await run("create-group", { name: "SOC blocks" });
    const member = { group: "soc blocks", member: sender };
    await thereAndBack({ action: "add-group-member", connection, input: member }, () => {});
    const added = await run("add-group-member", member);
    const rows = [];
    const listing = { action: "list-group-members", connection, input: { group: "SOC blocks" }, ...reason };
    for await (const row of engine.actions.read(listing)) rows.push(row);
    expect(rows).toMatchObject([{ emailAddress: sender, notes: "Postern: case 42" }]);
    await thereAndBack({ action: "remove-group-member", connection, input: member }, () => {});
    await expect(plan("delete-group", { name: "SOC blocks" })).rejects.toMatchObject({
      message: expect.stringContaining("1 members"),
    });
    await engine.actions.undo(added.id, reason);
    await thereAndBack({ action: "delete-group", connection, input: { name: "SOC blocks" } }, () => {});
    expect((await run("delete-group", { name: "SOC blocks" })).outcome).toBe("done");
    await expect(engine.actions.undo(made.id, reason)).resolves.toMatchObject({ outcome: "already-so" });
  });

  test("a group that nobody has is refused, and the near ones are named", async () => {
    const input = { sender, group: "Blokced Senders" };
    await expect(plan("block-sender-by-group", input)).rejects.toMatchObject({
      code: "plan-refused",
      message: expect.stringContaining('"Blocked Senders"'),
    });
    await expect(plan("block-sender", { sender, to: "group:Nobody here" })).rejects.toMatchObject({
      code: "plan-refused",
    });
  });
});

test("everyone to everyone is refused, one recipient's mail is not", async () => {
  const plan = (input: Record<string, unknown>) =>
    setting.engine.actions.plan({ action: "block-sender", connection: "v2", input });
  await expect(plan({ sender: "everyone" })).rejects.toMatchObject({ code: "plan-refused" });
  const planned = await plan({ sender: "everyone", to: `admin@${setting.tenant.account.domain}` });
  expect(planned.items[0]?.calls).toHaveLength(1);
});

test("the way of blocking is chosen with its reason", () => {
  const wish = { deed: "block", sender, recipient: null, method: null } as const;
  expect(chooseMethod(wish)).toMatchObject({ method: "policy", action: "block-sender" });
  expect(chooseMethod({ ...wish, recipient: "ana@corp.example" })).toMatchObject({
    method: "recipient",
    action: "block-sender-for",
    input: { sender, to: "ana@corp.example" },
  });
  expect(chooseMethod({ ...wish, sender: "bad.example", recipient: "ana@corp.example" }).method).toBe(
    "policy",
  );
  expect(chooseMethod({ ...wish, senders: 50 }).method).toBe("group");
  expect(chooseMethod({ ...wish, method: "group" }).why).toContain("Blocked Senders");
  for (const wrong of [
    { ...wish, method: "recipient" },
    { ...wish, method: "group", recipient: "ana@corp.example" },
    { ...wish, method: "group", deed: "permit" },
  ] as const) {
    expect(() => chooseMethod(wrong)).toThrow(expect.objectContaining({ code: "bad-usage" }));
  }
});
