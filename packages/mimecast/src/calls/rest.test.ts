import { expect, test } from "vitest";
import { readRows } from "../index.js";
import { catchError, openClient, withTokens } from "../testing/client.js";
import { type Reply, startVendor } from "../testing/vendor.js";

const policies = "/policy-management/cloud-gateway/v1/blocked-senders/policies";

test("ids go into the path, escaped, and the body is sent as it is", async () => {
  const vendor = await startVendor(withTokens(() => ({ json: { policyId: "eNo" } })));
  const { client } = openClient("2.0", vendor);
  const body = { enabled: false };
  const pathParameters = { policy_id: "eNo/Exa mple?" };
  await client.call("policy-management.blocked-senders.policies.update", { pathParameters, body });
  const [request] = vendor.requests.filter(({ path }) => path.startsWith(policies));
  expect(request).toMatchObject({ method: "PATCH", path: `${policies}/eNo%2FExa%20mple%3F`, json: body });
});

test("a delete has no body, and an empty answer is a success", async () => {
  const replies: Reply[] = [{ status: 204 }, { status: 200 }];
  const vendor = await startVendor(withTokens((_request, count) => replies[count - 1] ?? "reset"));
  const { client } = openClient("2.0", vendor);
  const remove = () =>
    client.call("policy-management.blocked-senders.policies.delete", { pathParameters: { policy_id: "a" } });
  expect((await remove()).status).toBe(204);
  expect((await remove()).body).toBeNull();
  expect(vendor.seen(`${policies}/a`)).toMatchObject([{ method: "DELETE", body: "" }, { method: "DELETE" }]);
});

test("an empty answer to a read is still unreadable", async () => {
  const vendor = await startVendor(withTokens(() => ({ status: 200 })));
  const { client } = openClient("2.0", vendor);
  expect((await catchError(client.call("identity.whoami"))).kind).toBe("unreadable-answer");
});

test("lists page in the query and end where no next token is given", async () => {
  const vendor = await startVendor(
    withTokens((request) =>
      request.query.has("pageToken")
        ? { json: { groups: [{ id: "g3" }], meta: {} } }
        : { json: { groups: [{ id: "g1" }, { id: "g2" }], meta: { nextPage: "n1" } } },
    ),
  );
  const { client } = openClient("2.0", vendor);
  const name = "directory.groups.list";
  const rows: unknown[] = [];
  for await (const page of client.pages(name, { query: { source: "cloud" }, pagination: { pageSize: 2 } })) {
    rows.push(...readRows(name, page));
  }
  expect(rows).toEqual([{ id: "g1" }, { id: "g2" }, { id: "g3" }]);
  expect(vendor.requests.slice(1).map(({ query }) => Object.fromEntries(query))).toEqual([
    { source: "cloud", pageSize: "2" },
    { source: "cloud", pageSize: "2", pageToken: "n1" },
  ]);
});

test.each([
  { how: "meta.pagination.next", json: { meta: { pagination: { next: "n1" } } }, parameter: "pageToken" },
  {
    how: "meta.pagination.nextPage",
    json: { meta: { pagination: { nextPage: "n1" } } },
    parameter: "pageToken",
  },
  { how: "nextPageToken", json: { nextPageToken: "n1" }, parameter: "pageToken" },
  { how: "pagination.nextToken", json: { pagination: { nextToken: "n1" } }, parameter: "pageToken" },
  { how: "@nextPage", json: { "@nextPage": "n1", isCaughtUp: false }, parameter: "nextPage" },
])("a cursor given as $how is found, and goes back as $parameter", async ({ json, parameter }) => {
  const vendor = await startVendor(
    withTokens((request) =>
      request.query.has(parameter)
        ? { json: { value: [{ id: 2 }] } }
        : { json: { value: [{ id: 1 }], ...json } },
    ),
  );
  const { client } = openClient("2.0", vendor);
  const rows: unknown[] = [];
  for await (const page of client.pages("threats.events.list", { pagination: { pageSize: 1 } }))
    rows.push(...readRows("threats.events.list", page));
  expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  expect(vendor.requests.at(-1)?.query.get(parameter)).toBe("n1");
});

test("a list under another name than the known one is found as long as it is the only one", () => {
  const name = "policy-management.blocked-senders.policies.list";
  const read = (body: object) => readRows(name, { data: [], body });
  expect(read({ definitions: [1], meta: {} })).toEqual([1]);
  expect(read({ policies: [2], errors: [] })).toEqual([2]);
  expect(read({ some: [1], others: [2] })).toEqual([]);
  expect(readRows(name, { data: [3] })).toEqual([3]);
});

test.each([
  { what: "a missing id", parameters: undefined },
  { what: "an empty id", parameters: { policy_id: "" } },
  { what: "an id that would climb", parameters: { policy_id: ".." } },
  { what: "an id of another name", parameters: { policy_id: "a", id: "b" } },
])("$what is refused before any call", async ({ parameters }) => {
  const vendor = await startVendor(withTokens(() => ({ json: {} })));
  const { client } = openClient("2.0", vendor);
  const request = { pathParameters: parameters };
  const error = await catchError(client.call("policy-management.blocked-senders.policies.get", request));
  expect(error.kind).toBe("rejected");
  expect(vendor.requests).toHaveLength(0);
});

test("items for a plain body, a body for items, files and log-ins are refused with advice", async () => {
  const vendor = await startVendor(withTokens(() => ({ json: {} })));
  const first = openClient("1.0", vendor).client;
  const second = openClient("2.0", vendor).client;
  const messages = await Promise.all(
    [
      second.call("directory.groups.create", { data: [{ description: "x" }] }),
      second.call("identity.whoami", { body: {} }),
      first.call("audit.get-audit-events", { body: {} }),
      first.call("ttp.threat-intel.get-feed"),
      first.call("file.file-upload"),
      first.call("archive.get-file"),
      first.call("login.discover-authentication"),
      first.call("login.login"),
    ].map(async (call) => (await catchError(call)).message),
  );
  expect(messages).toEqual([
    "directory.groups.create: it takes a body of its own, not items in data",
    "identity.whoami: a GET has no body",
    "audit.get-audit-events: it takes items in data, not a body of its own",
    "ttp.threat-intel.get-feed: its answers are files: use readThreatFeed()",
    "file.file-upload: its request is a file, and call() sends JSON alone",
    "archive.get-file: its answer is a file: use readFile()",
    "login.discover-authentication: it needs no keys: use discoverRegion()",
    "login.login: it takes a password instead of keys: use refreshBinding()",
  ]);
  expect(vendor.requests).toHaveLength(0);
});
