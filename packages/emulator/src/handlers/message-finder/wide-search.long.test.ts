import { afterAll, beforeAll, expect, test } from "vitest";
import { formatUtc } from "../../clicks/click-row.js";
import { hourMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { codeOf, noon, postV2, readPage } from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 5_000_000, historyDays: 2 });
});
afterAll(() => tenant.close());

test("a search through millions of mails goes on from page to page, where no single call could reach", async () => {
  const list = { path: "/api/message-finder/search", under: "trackedEmails" };
  const [wave] = tenant
    .campaigns()
    .filter(({ startedAt }) => startedAt > noon - 6 * hourMs && startedAt < noon - hourMs);
  const item = {
    advancedTrackAndTraceOptions: { from: wave?.sender ?? "" },
    start: formatUtc(noon - 6 * hourMs),
    end: formatUtc(noon),
  };
  const subjects: unknown[] = [];
  let pages = 0;
  let next: string | undefined;
  do {
    const page = await readPage(tenant, list, next === undefined ? { item } : { item, pageToken: next });
    subjects.push(...page.rows.map((row) => readText(row, "subject")));
    pages += 1;
    next = page.next ?? undefined;
  } while (next !== undefined);
  expect(pages).toBeGreaterThan(2);
  expect(subjects).toEqual(wave?.recipients.map(() => wave.subject));
}, 240_000);

test("what can't answer in parts says that it gave up, and changes nothing", async () => {
  const query =
    '<?xml version="1.0"?>\n<xmlquery trace="iql,muse"><metadata query-type="emailarchive" archive="true" active="false" page-size="25" startrow="0"><smartfolders/><return-fields></return-fields></metadata><muse><text>no such word anywhere</text><date select="yesterday"/></muse></xmlquery>';
  const reply = await postV2(tenant, "/api/archive/search", { data: [{ admin: true, query }] });
  expect(codeOf(reply)).toBe("emulator_search_too_wide");
  const order = { searchBy: "url", url: "https://nowhere.example/", reason: "r" };
  const made = await postV2(tenant, "/api/ttp/remediation/create", { data: [order] });
  expect(codeOf(made)).toBe("emulator_search_too_wide");
  const found = await postV2(tenant, "/api/ttp/remediation/find-incidents", {
    data: [{ searchBy: { fieldName: "reason", value: "r" }, start: formatUtc(noon - hourMs) }],
  });
  expect(found.text).not.toContain("nowhere.example");
}, 240_000);
