import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { callV1, codeOf, listAt, noon, postV2, type Reply, truthOf } from "../testing/client.js";
import { type JsonObject, readText } from "../wire/decode.js";

const root = "/api/byo-threat-intelligence";
const capacity = 1500;
const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1000, historyDays: 20, hashQuota: capacity });
});
afterAll(() => tenant.close());

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const hashes = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({ hash: hashOf(`${prefix} ${index}`) }));

describe.each(["1.0", "2.0"] as const)("the account's file hashes through API %s", (generation) => {
  const ask = (name: string, item?: unknown): Promise<Reply> => {
    const body = { data: item === undefined ? [] : [item] };
    return generation === "1.0"
      ? callV1(tenant, `${root}/${name}`, body)
      : postV2(tenant, `${root}/${name}`, body);
  };
  const rowOf = (reply: Reply) => {
    expect(codeOf(reply)).toBeNull();
    return (listAt(reply.json, "data")[0] ?? {}) as JsonObject;
  };
  const create = async (operationType: string, ...list: string[]) =>
    rowOf(
      await ask("create-batch", {
        operationType,
        hashList: list.map((hash) => ({ hash, provider: "desk" })),
      }),
    );

  test("a file that is blocked is refused from then on, and again let in when the batch is deleted", async () => {
    const content = `quarterly figures ${generation}`;
    const mail = {
      sender: "eva@partner.example",
      recipient: `ana@${tenant.account.domain}`,
      attachment: { fileName: "figures.pdf", content },
    };
    expect(tenant.deliver(mail).outcome).toBe("accepted");
    clock.advance(minuteMs);
    const scans = truthOf(tenant, "ttp-attachment", { from: clock.now() - 2 * minuteMs });
    expect(scans).toContainEqual(expect.objectContaining({ fileHash: hashOf(content), result: "safe" }));
    const batch = await create("BLOCK", hashOf(content).toUpperCase());
    expect(batch).toMatchObject({ batchIdToken: expect.stringMatching(/^eN/), hashCount: 1 });
    expect(tenant.deliver(mail).outcome).toBe("rejected");
    expect(
      tenant.deliver({ ...mail, attachment: { fileName: "figures.pdf", content: "others" } }).outcome,
    ).toBe("accepted");
    clock.advance(minuteMs);
    const refused = truthOf(tenant, "rejections", { from: clock.now() - 2 * minuteMs });
    expect(refused).toContainEqual(
      expect.objectContaining({ fromAddress: mail.sender, info: expect.stringContaining("file blocked") }),
    );
    const id = batch["batchIdToken"];
    expect(rowOf(await ask("delete-batch", { id }))).toEqual({ id, success: true });
    expect(tenant.deliver(mail).outcome).toBe("accepted");
    expect(codeOf(await ask("delete-batch", { id }))).toBe("err_byo_threat_intelligence_batch_not_found");
    const audited = truthOf(tenant, "audit", { from: clock.now() - 2 * minuteMs }).map(
      ({ auditType }) => auditType,
    );
    expect(audited).toEqual(
      expect.arrayContaining(["Threat Intelligence Batch Created", "Threat Intelligence Batch Deleted"]),
    );
  });

  test("a file that is allowed passes where it would have been held back, until it is taken off the list", async () => {
    const content = `a tool of our own ${generation}`;
    const mail = {
      sender: "eva@partner.example",
      recipient: `ana@${tenant.account.domain}`,
      attachment: { fileName: "tool.exe", content },
    };
    const verdict = async () => {
      const start = clock.now();
      tenant.deliver(mail);
      clock.advance(45 * minuteMs);
      return truthOf(tenant, "ttp-attachment", { from: start }).find(
        ({ fileHash }) => fileHash === hashOf(content),
      )?.["result"];
    };
    expect(await verdict()).toBe("malicious");
    await create("ALLOW", hashOf(content));
    expect(await verdict()).toBe("safe");
    await create("DELETE", hashOf(content));
    expect(await verdict()).toBe("malicious");
  });

  test("batches are listed page by page, and count against the quota only what is new", async () => {
    const before = rowOf(await ask("get-quota"));
    const hashList = hashes(1000, generation);
    const batch = rowOf(await ask("create-batch", { operationType: "BLOCK", hashList }));
    expect(rowOf(await ask("create-batch", { operationType: "ALLOW", hashList }))["hashCount"]).toBe(1000);
    const used = Number(before["used"]) + 1000;
    expect(rowOf(await ask("get-quota"))).toEqual({ used, remaining: capacity - used });
    const more = { operationType: "BLOCK", hashList: hashes(capacity - used + 1, "more") };
    expect(codeOf(await ask("create-batch", more))).toBe("err_byo_threat_intelligence_quota_exceeded");
    expect(rowOf(await ask("get-quota"))["used"]).toBe(used);
    const newest = listAt((await ask("get-batches")).json, "data");
    const oldest = listAt((await ask("get-batches", { order: "ASC", sortBy: "CREATE_TIME" })).json, "data");
    expect(oldest).toEqual([...newest].reverse());
    expect(newest[1]).toEqual(batch);
    await ask("create-batch", { operationType: "DELETE", hashList });
    expect(rowOf(await ask("get-quota"))).toEqual(before);
  });

  test.each([
    [{}, "err_validation_null"],
    [{ operationType: "PERMIT", hashList: hashes(1, "a") }, "err_validation_value_not_allowed"],
    [{ operationType: "BLOCK", hashList: [] }, "err_validation_null"],
    [{ operationType: "BLOCK", hashList: "abc" }, "err_validation_null"],
    [{ operationType: "BLOCK", hashList: [null] }, "err_deserialise"],
    [{ operationType: "BLOCK", hashList: [{ hash: "abc" }] }, "err_validation_invalid_hash"],
    [
      { operationType: "BLOCK", hashList: [{ hash: hashOf("a"), provider: "eleven char" }] },
      "err_validation_value_not_allowed",
    ],
    [{ operationType: "BLOCK", hashList: hashes(1001, "a") }, "err_validation_value_not_allowed"],
  ])("refuses a batch of %.90j", async (item, code) => {
    expect(codeOf(await ask("create-batch", item))).toBe(code);
    expect(codeOf(await ask("delete-batch", { id: "eNoOther" }))).toBe("xdk_failure");
    expect(codeOf(await ask("get-batches", { order: "UP" }))).toBe("err_validation_value_not_allowed");
  });
});

test("malware that goes round is refused when its hash is known, whoever sends it", async () => {
  const scans = truthOf(tenant, "ttp-attachment", { from: noon - 15 * dayMs, until: noon - minuteMs });
  const counts = new Map<string, number>();
  for (const { result, fileHash } of scans)
    if (result === "malicious") counts.set(String(fileHash), (counts.get(String(fileHash)) ?? 0) + 1);
  const [hash] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [""];
  expect(counts.get(hash)).toBeGreaterThan(1);
  const twin = await startTenant({ clock, messagesPerDay: 1000, historyDays: 20 });
  try {
    await postV2(tenant, `${root}/create-batch`, {
      data: [{ operationType: "BLOCK", hashList: [{ hash }] }],
    });
    const start = clock.now();
    clock.advance(12 * dayMs);
    const ofHash = (one: Tenant) =>
      truthOf(one, "ttp-attachment", { from: start }).filter(({ fileHash }) => fileHash === hash);
    const letIn = ofHash(twin);
    expect(letIn.length).toBeGreaterThan(0);
    expect(ofHash(tenant)).toEqual([]);
    const refused = truthOf(tenant, "rejections", { from: start }).filter(({ info }) =>
      String(info).includes("file blocked"),
    );
    expect(refused.map((row) => readText(row, "toAddress"))).toEqual(
      expect.arrayContaining(letIn.map((row) => readText(row, "recipientAddress"))),
    );
    // What had come before keeps its verdict.
    const past = { from: noon - 15 * dayMs, until: noon - minuteMs };
    expect(truthOf(tenant, "ttp-attachment", past)).toEqual(scans);
  } finally {
    await twin.close();
  }
});

test("without the product, or without the permission, nothing of it can be done", async () => {
  tenant.application.setPermissions(["BYO Threat Intelligence | Read"]);
  expect((await postV2(tenant, `${root}/create-batch`, { data: [{}] })).status).toBe(403);
  expect((await postV2(tenant, `${root}/get-batches`, {})).status).toBe(200);
  tenant.application.setProducts(["Audit Events"]);
  expect(codeOf(await postV2(tenant, `${root}/get-quota`, {}))).toBe("app_forbidden");
});
