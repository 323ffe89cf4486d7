import { expect, test } from "vitest";
import { catchError, openClient, withTokens } from "../testing/client.js";
import { type Reply, startVendor } from "../testing/vendor.js";

const list = (value: unknown, isCaughtUp = false): Reply => ({
  json: { value, "@nextPage": "NDU1NA==", isCaughtUp },
});

test("a listing gives each object once, under a path that outlives its signature", async () => {
  const vendor = await startVendor(
    withTokens(() =>
      list([
        { url: "https://store.example/a.json.gz?sig=1", expiry: "2025-03-01T10:48:00.000Z", size: 35417 },
        { url: "https://store.example/a.json.gz?sig=2", expiry: "2025-03-01T10:49:00.000Z", size: 35417 },
        { url: "https://store.example/b.json.gz?sig=3" },
        { size: 1 },
        "nonsense",
      ]),
    ),
  );
  const { client } = openClient("2.0", vendor);
  const listing = await client.listBatch({
    type: "url protect",
    dateRangeStartsAt: "2025-03-01",
    dateRangeEndsAt: "2025-03-01",
    nextPage: "MA==",
  });
  expect(listing).toMatchObject({
    files: [
      {
        url: "https://store.example/a.json.gz?sig=1",
        objectPath: "https://store.example/a.json.gz",
        expiresAt: Date.UTC(2025, 2, 1, 10, 48),
        sizeBytes: 35417,
      },
      { objectPath: "https://store.example/b.json.gz", expiresAt: null, sizeBytes: null },
    ],
    unreadableEntries: 2,
    nextPage: "NDU1NA==",
    isCaughtUp: false,
  });
  const [request] = vendor.seen("/siem/v1/batch/events/cg");
  expect(request?.method).toBe("GET");
  expect(request?.body).toBe("");
  expect(Object.fromEntries(request?.query ?? [])).toEqual({
    type: "url protect",
    dateRangeStartsAt: "2025-03-01",
    dateRangeEndsAt: "2025-03-01",
    pageSize: "100",
    nextPage: "MA==",
  });
});

test("an empty page is still a place to go on from", async () => {
  const vendor = await startVendor(withTokens(() => list([], true)));
  const { client } = openClient("2.0", vendor);
  expect(await client.listBatch({ type: "receipt" })).toMatchObject({
    files: [],
    nextPage: "NDU1NA==",
    isCaughtUp: true,
  });
});

test("the files of Cloud Integrated are listed by their own operation", async () => {
  const vendor = await startVendor(
    withTokens(() => list([{ url: "https://store.example/e.json.gz?sig=1" }])),
  );
  const { client } = openClient("2.0", vendor);
  const listing = await client.listBatch({ operation: "siem.batch.ci", type: "entities" });
  expect(listing.files.map(({ objectPath }) => objectPath)).toEqual(["https://store.example/e.json.gz"]);
  expect(vendor.seen("/siem/v1/batch/events/ci")[0]?.query.get("type")).toBe("entities");
});

test("JSON that is no listing is an unreadable answer, never an empty page", async () => {
  const vendor = await startVendor(withTokens(() => ({ json: { portal: true } })));
  const { client } = openClient("2.0", vendor);
  expect((await catchError(client.listBatch({ type: "receipt" }))).kind).toBe("unreadable-answer");
});

test("dates the vendor refuses are rejected, a cut cursor is an invalid one", async () => {
  const vendor = await startVendor(
    withTokens((request) =>
      request.query.has("nextPage")
        ? { status: 400 }
        : { status: 400, json: { error: { code: "bad_request", message: "dateRangeStartsAt is too old" } } },
    ),
  );
  const { client } = openClient("2.0", vendor);
  const dates = await catchError(client.listBatch({ type: "receipt", dateRangeStartsAt: "2001-01-01" }));
  expect(dates).toMatchObject({ kind: "rejected", vendorMessage: "dateRangeStartsAt is too old" });
  const cursor = await catchError(client.listBatch({ type: "receipt", nextPage: "ND" }));
  expect(cursor.kind).toBe("invalid-cursor");
});
