import { expect, test } from "vitest";
import { catchError, openClient, withTokens } from "../testing/client.js";
import { type Reply, startVendor } from "../testing/vendor.js";

const page = (value: unknown, more: object = {}): Reply => ({
  json: { value, "@nextPage": "NDY6bnVsbA==", pageSize: 100, isCaughtUp: false, ...more },
});

test("a page gives the events as they came, and the cursor of the next", async () => {
  const event = { eventType: "receipt", subType: "Acc", timestamp: 1740821600123 };
  const vendor = await startVendor(withTokens(() => page([event, "no object"])));
  const { client } = openClient("2.0", vendor);
  const read = await client.readStream({
    types: ["receipt", "url protect"],
    from: Date.UTC(2025, 2, 1, 8, 0, 0, 5),
    until: Date.UTC(2025, 2, 1, 9),
    pageSize: 50,
  });
  expect(read).toMatchObject({ events: [event, "no object"], nextPage: "NDY6bnVsbA==", isCaughtUp: false });
  const [request] = vendor.seen("/siem/v1/events/cg");
  expect(request).toMatchObject({ method: "GET", body: "" });
  expect(Object.fromEntries(request?.query ?? [])).toEqual({
    types: "receipt,url protect",
    dateRangeStartsAt: "2025-03-01T08:00:00.005Z",
    dateRangeEndsAt: "2025-03-01T09:00:00.000Z",
    pageSize: "50",
  });
});

test("every type of Cloud Integrated, from a cursor", async () => {
  const vendor = await startVendor(withTokens(() => page([], { isCaughtUp: true })));
  const { client } = openClient("2.0", vendor);
  const read = await client.readStream({ operation: "siem.stream.ci", nextPage: "MA==" });
  expect(read).toMatchObject({ events: [], nextPage: "NDY6bnVsbA==", isCaughtUp: true });
  const [request] = vendor.seen("/siem/v1/events/ci");
  expect(Object.fromEntries(request?.query ?? [])).toEqual({ pageSize: "100", nextPage: "MA==" });
});

test("a cursor that stands only in the link is found there", async () => {
  const link = "https://api.services.mimecast.com/siem/v1/events/cg?nextPage=NDY6bnVsbA%3D%3D";
  const replies = [{ "@nextLink": link }, { "@nextLink": "no link" }, {}];
  const vendor = await startVendor(
    withTokens((_request, count) => page([], { "@nextPage": null, ...replies[count - 1] })),
  );
  const { client } = openClient("2.0", vendor);
  const read = async () => (await client.readStream()).nextPage;
  expect([await read(), await read(), await read()]).toEqual(["NDY6bnVsbA==", null, null]);
});

test("a start too far back is rejected, a cursor too old is an invalid one", async () => {
  const refuse = (message: string): Reply => ({
    status: 400,
    json: { error: { code: "bad_request", message } },
  });
  const vendor = await startVendor(
    withTokens((request) =>
      refuse(
        request.query.has("nextPage")
          ? "nextPage is no longer valid"
          : "dateRangeStartsAt must be within the last 24 hours",
      ),
    ),
  );
  const { client } = openClient("2.0", vendor);
  expect((await catchError(client.readStream({ from: 0 }))).kind).toBe("rejected");
  expect((await catchError(client.readStream({ nextPage: "MA==" }))).kind).toBe("invalid-cursor");
});

test("JSON that is no page is an unreadable answer, and API 1.0 has no stream", async () => {
  const vendor = await startVendor(withTokens(() => ({ json: { portal: true } })));
  const second = openClient("2.0", vendor).client;
  expect((await catchError(second.readStream())).kind).toBe("unreadable-answer");
  const first = openClient("1.0", vendor).client;
  expect((await catchError(first.readStream())).kind).toBe("wrong-generation");
});
