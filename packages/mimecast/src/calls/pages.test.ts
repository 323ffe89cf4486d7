import { expect, test } from "vitest";
import { type Answer, readRows } from "../index.js";
import { openClient, succeed, withTokens } from "../testing/client.js";
import { type SeenRequest, startVendor } from "../testing/vendor.js";

const name = "ttp.url.get-logs";
const rows = (...urls: string[]) => [{ clickLogs: urls.map((url) => ({ url })) }];

function readToken(request: SeenRequest): unknown {
  return JSON.parse(request.body).meta?.pagination?.pageToken;
}

async function collect(pages: AsyncGenerator<Answer>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const page of pages) found.push(...readRows(name, page));
  return found;
}

test("all pages are read, the last one without a next token too, with the same filters each time", async () => {
  const vendor = await startVendor((request) => {
    const token = readToken(request);
    if (token === undefined) return succeed(rows("a", "b"), { pageSize: 2, next: "eNo1" });
    return token === "eNo1"
      ? succeed(rows("c", "d"), { pageSize: 2, next: "eNo2" })
      : succeed(rows("e"), { pageSize: 1 });
  });
  const { client } = openClient("1.0", vendor);
  const request = { data: [{ route: "all" }], pagination: { pageSize: 2 } };
  expect(await collect(client.pages(name, request))).toHaveLength(5);
  expect(vendor.requests.map(({ json }) => json)).toEqual([
    { meta: { pagination: { pageSize: 2 } }, data: [{ route: "all" }] },
    { meta: { pagination: { pageSize: 2, pageToken: "eNo1" } }, data: [{ route: "all" }] },
    { meta: { pagination: { pageSize: 2, pageToken: "eNo2" } }, data: [{ route: "all" }] },
  ]);
});

test.each([
  { end: "the token just sent", last: succeed(rows("c"), { next: "eNo1" }) },
  { end: "an empty next", last: succeed(rows("c"), { next: "" }) },
  { end: "no pagination at all", last: succeed(rows("c")) },
])("paging ends with $end", async ({ last }) => {
  const vendor = await startVendor((_request, count) =>
    count === 1 ? succeed(rows("a"), { next: "eNo1" }) : last,
  );
  const { client } = openClient("1.0", vendor);
  await collect(client.pages(name));
  expect(vendor.requests).toHaveLength(2);
});

test("an empty page in the middle does not end paging", async () => {
  const vendor = await startVendor((request) => {
    const token = readToken(request);
    if (token === undefined) return succeed(rows("a"), { next: "eNo1" });
    return token === "eNo1" ? succeed(rows(), { next: "eNo2" }) : succeed(rows("b"));
  });
  const { client } = openClient("1.0", vendor);
  expect(await collect(client.pages(name))).toEqual([{ url: "a" }, { url: "b" }]);
});

test.each([
  { what: "leads to more empty pages", behind: (count: number) => succeed(rows(), { next: `eNo${count}` }) },
  { what: "leads back", behind: () => succeed(rows(), { next: "eNo2" }) },
  { what: "is refused", behind: () => ({ status: 400, text: "" }) },
])("paging ends with an empty page whose next token $what", async ({ behind }) => {
  const vendor = await startVendor((_request, count) =>
    count === 1
      ? succeed(rows("a"), { next: "eNo1" })
      : count === 2
        ? succeed([], { next: "eNo2" })
        : behind(count),
  );
  const { client } = openClient("1.0", vendor);
  expect(await collect(client.pages(name))).toEqual([{ url: "a" }]);
  expect(vendor.requests.length).toBeLessThanOrEqual(5);
});

test("paging that goes in a circle ends", async () => {
  const vendor = await startVendor((request) =>
    succeed(rows("x"), { next: readToken(request) === "eNo1" ? "eNo2" : "eNo1" }),
  );
  const { client } = openClient("1.0", vendor);
  await collect(client.pages(name));
  expect(vendor.requests).toHaveLength(3);
});

test("a token that expires in the middle of paging does not lose the page", async () => {
  const vendor = await startVendor(
    withTokens((request, count) => {
      if (count === 2) return { status: 401, json: { fail: [{ code: "token_expired", message: "old" }] } };
      return readToken(request) === undefined ? succeed(rows("a"), { next: "eNo1" }) : succeed(rows("b"));
    }),
  );
  const { client } = openClient("2.0", vendor);
  expect(await collect(client.pages(name))).toEqual([{ url: "a" }, { url: "b" }]);
});

test("pages of a listing follow @nextPage until it has caught up", async () => {
  const file = (path: string) => ({ url: `https://store.example/${path}?sig=1` });
  const vendor = await startVendor(
    withTokens((request) =>
      request.query.get("nextPage") === null
        ? { json: { value: [file("a")], "@nextPage": "MQ==", isCaughtUp: false } }
        : { json: { value: [file("b")], "@nextPage": "Mg==", isCaughtUp: true } },
    ),
  );
  const { client } = openClient("2.0", vendor);
  const pages: Answer[] = [];
  for await (const page of client.pages("siem.batch.cg", { query: { type: "receipt" } })) pages.push(page);
  expect(pages).toHaveLength(2);
});
