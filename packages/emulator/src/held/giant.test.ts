import { expect, test } from "vitest";
import { createClock, startTenant } from "../index.js";
import { type List, noon, readPage } from "../testing/client.js";
import { readText } from "../wire/decode.js";

const heldList: List = { path: "/api/gateway/get-hold-message-list" };
const releaseLog: List = { path: "/api/gateway/get-held-release-logs", under: "heldReleaseLogs" };
const incidents: List = { path: "/api/ttp/remediation/find-incidents", under: "incidents" };

test("a giant's pages that find little end early, and the next ones go on there", async () => {
  const clock = createClock({ start: noon, frozen: true });
  const tenant = await startTenant({ clock, messagesPerDay: 5_000_000, historyDays: 2 });
  const admin = true;
  let token: string | undefined;
  let deep: unknown;
  for (let page = 0; page < 4; page += 1) {
    const asked = { item: { admin }, pageSize: 500 };
    const read = await readPage(
      tenant,
      heldList,
      token === undefined ? asked : { ...asked, pageToken: token },
    );
    deep = read.rows.at(-1);
    token = read.next ?? undefined;
  }
  const searchBy = { fieldName: "subject", value: readText(deep, "subject") ?? "" };
  const first = await readPage(tenant, heldList, { item: { admin, searchBy }, pageSize: 500 });
  expect(first.rows).not.toContainEqual(deep);
  const found = [...first.rows];
  for (
    let next = first.next;
    next !== null && !found.some((row) => readText(row, "id") === readText(deep, "id"));
  ) {
    const page = await readPage(tenant, heldList, {
      item: { admin, searchBy },
      pageSize: 500,
      pageToken: next,
    });
    found.push(...page.rows);
    next = page.next;
  }
  expect(found).toContainEqual(deep);
  const nothing = { searchBy: { fieldName: "all", value: "nowhere at all" } };
  for (const list of [releaseLog, incidents]) {
    const { rows, next } = await readPage(tenant, list, { item: nothing });
    expect([rows, typeof next]).toEqual([[], "string"]);
  }
  await tenant.close();
});
