import { afterAll, beforeAll, expect, test } from "vitest";
import { minuteMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, listAt, noon, postV2, type Reply } from "../../testing/client.js";
import { readObject, readText } from "../../wire/decode.js";

const root = "/policy-management/cloud-gateway/v1/blocked-senders/policies";
const clock = createClock({ start: noon, frozen: true });
const block = {
  description: "Block bad.example",
  option: "block_sender",
  fromPart: "both",
  from: { type: "email_domain", domain: "bad.example" },
  to: { type: "everyone" },
  enabled: true,
  enforced: true,
  override: true,
};
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10, guesses: { policyDelayMinutes: 0 } });
});
afterAll(() => tenant.close());

const create = async (change: object = {}): Promise<`${typeof root}/${string}`> => {
  const reply = await askV2(tenant, `POST ${root}`, { body: { ...block, ...change } });
  expect(reply.status).toBe(201);
  return `${root}/${encodeURIComponent(readText(reply.json, "policyId") ?? "")}`;
};
const deliver = (sender: string) => {
  clock.advance(1000);
  return tenant.deliver({ sender, recipient: `ada.abel@${tenant.account.domain}` }).outcome;
};

test("a policy is made, shown flat, and shown by the older call too", async () => {
  const here = await create({ sourceIPs: ["198.51.100.0/24"], toDateTime: "2026-04-01T00:00:00Z" });
  const shown = (await askV2(tenant, `GET ${here}`)).json;
  expect(shown).toEqual({
    ...block,
    id: decodeURIComponent(here.slice(root.length + 1)),
    bidirectional: false,
    fromEternal: true,
    toEternal: false,
    toDateTime: "2026-04-01T00:00:00.000Z",
    sourceIPs: ["198.51.100.0/24"],
  });
  const legacy = await postV2(tenant, "/api/policy/blockedsenders/get-policy", {
    data: [{ id: shown["id"] }],
  });
  expect(readObject(listAt(legacy.json, "data")[0], "policy")).toMatchObject({
    from: { type: "email_domain", emailDomain: "bad.example" },
    toDate: "2026-04-01T00:00:00+0000",
    conditions: { sourceIPs: ["198.51.100.0/24"] },
  });
  await askV2(tenant, `DELETE ${here}`);
});

test("a policy stops mail, stops none while it is disabled, and none once it is deleted", async () => {
  const here = await create();
  expect(deliver("a@bad.example")).toBe("rejected");
  expect((await askV2(tenant, `PATCH ${here}`, { body: { enabled: false } })).status).toBe(204);
  expect(deliver("a@bad.example")).toBe("accepted");
  expect((await askV2(tenant, `PATCH ${here}`, { body: { enabled: true } })).status).toBe(204);
  expect(deliver("a@bad.example")).toBe("rejected");
  expect((await askV2(tenant, `DELETE ${here}`)).status).toBe(204);
  expect(deliver("a@bad.example")).toBe("accepted");
  expect((await askV2(tenant, `DELETE ${here}`)).status).toBe(404);
});

test("a change leaves everything else as it was", async () => {
  const here = await create({ fromDateTime: "2026-01-01T00:00:00Z" });
  const before = (await askV2(tenant, `GET ${here}`)).json;
  const from = { type: "individual_email_address", emailAddress: "a@worse.example" };
  await askV2(tenant, `PATCH ${here}`, { body: { from } });
  expect((await askV2(tenant, `GET ${here}`)).json).toEqual({ ...before, from });
  expect([deliver("a@worse.example"), deliver("a@bad.example")]).toEqual(["rejected", "accepted"]);
  await askV2(tenant, `PATCH ${here}`, { body: { fromEternal: true } });
  const { fromDateTime, ...rest } = before;
  expect(fromDateTime).toBeDefined();
  expect((await askV2(tenant, `GET ${here}`)).json).toEqual({ ...rest, from, fromEternal: true });
  await askV2(tenant, `DELETE ${here}`);
});

test("a policy for a group blocks whom the group holds", async () => {
  const { groups } = tenant.administration;
  const group = groups.addFolder(groups.root, "Blocked by policy");
  groups.addMembers(group, ["worst.example"]);
  const here = await create({ from: { type: "profile_group", group: { id: group.id } } });
  expect(deliver("a@worst.example")).toBe("rejected");
  await askV2(tenant, `DELETE ${here}`);
});

test("policies are listed a page at a time, those of the account among them", async () => {
  const made = [await create(), await create()];
  const first = await askV2(tenant, `GET ${root}?pageSize=2`);
  const next = readText(readObject(first.json, "meta"), "nextPage");
  const second = await askV2(tenant, `GET ${root}?pageSize=3&pageToken=${next}`);
  const all = [first, second].flatMap(({ json }) => listAt(json, "definitions"));
  expect(all.map((row) => readText(row, "description"))).toEqual([
    "Default Blocked Senders Policy",
    "Default External to External Block",
    "Default Relay Exception",
    block.description,
    block.description,
  ]);
  expect(readObject(second.json, "meta")).toEqual({});
  for (const here of made) await askV2(tenant, `DELETE ${here}`);
});

test("strangers can't write to strangers by way of the company, unless they are in the relay group", async () => {
  const given = await askV2(tenant, `GET ${root}`);
  const idOf = (description: string) => {
    const row = listAt(given.json, "definitions").find(
      (policy) => readText(policy, "description") === description,
    );
    return readText(row, "id") ?? "";
  };
  const relayBlock = idOf("Default External to External Block");
  const exception = `${root}/${encodeURIComponent(idOf("Default Relay Exception"))}` as const;
  const relay = (sender = "a@stranger.example", recipient = "b@elsewhere.example") => {
    clock.advance(1000);
    return tenant.deliver({ sender, recipient });
  };
  expect(relay()).toEqual({
    outcome: "rejected",
    reason: 'Blocked Senders policy "Default External to External Block"',
  });
  const { groups, directory } = tenant.administration;
  groups.addMembers(groups.find("Relay Senders"), ["stranger.example"]);
  expect([relay().outcome, relay("a@other.example").outcome]).toEqual(["accepted", "rejected"]);

  // Mail to a domain that the company has proved to be its own is no relay.
  expect(relay("a@other.example", "ada@second.example").outcome).toBe("rejected");
  const domain = directory.domains.register("second.example");
  directory.domains.publishText(domain.name, directory.domains.codeOf(domain));
  directory.domains.verify(domain);
  expect(relay("a@other.example", "ada@second.example").outcome).toBe("accepted");

  // The exception can go, the block can't, nor can there be a second one; but it can be changed.
  expect((await askV2(tenant, `DELETE ${exception}`)).status).toBe(204);
  expect(relay().outcome).toBe("rejected");
  const here = `${root}/${encodeURIComponent(relayBlock)}` as const;
  const refusalOf = ({ status, json }: Reply) => [status, readText(listAt(json, "errors")[0], "code")];
  expect(refusalOf(await askV2(tenant, `DELETE ${here}`))).toEqual([400, "err_policy_not_deletable"]);
  const legacy = await postV2(tenant, "/api/policy/blockedsenders/delete-policy", {
    data: [{ id: relayBlock }],
  });
  expect(listAt(legacy.json, "data")).toEqual([]);
  expect(JSON.stringify(listAt(legacy.json, "fail"))).toContain("err_policy_not_deletable");
  const outside = { from: { type: "external_addresses" }, to: { type: "external_addresses" } };
  const second = await askV2(tenant, `POST ${root}`, { body: { ...block, ...outside } });
  expect(refusalOf(second)).toEqual([400, "err_policy_already_exists"]);
  const made = await create();
  expect(refusalOf(await askV2(tenant, `PATCH ${made}`, { body: outside }))).toEqual([
    400,
    "err_policy_already_exists",
  ]);
  await askV2(tenant, `DELETE ${made}`);
  expect((await askV2(tenant, `PATCH ${here}`, { body: { comment: "ours" } })).status).toBe(204);
  expect((await askV2(tenant, `GET ${here}`)).json).toMatchObject({ ...outside, comment: "ours" });
  expect(relay().outcome).toBe("rejected");
});

test.each([
  [{ description: undefined }, "description"],
  [{ option: "allow" }, "option"],
  [{ fromPart: "subject" }, "fromPart"],
  [{ from: { type: "email_domain" } }, "from.domain"],
  [{ from: { type: "individual_email_address", emailAddress: "nobody" } }, "from.emailAddress"],
  [{ from: { type: "free_mail_domains" } }, "from.type"],
  [{ to: { type: "header_display_name", headerDisplayName: "The CEO" } }, "to.type"],
  [{ fromDateTime: "yesterday" }, "fromDateTime"],
])("a policy with %j is refused", async (change, field) => {
  const reply = await askV2(tenant, `POST ${root}`, { body: { ...block, ...change } });
  expect([reply.status, readText(listAt(reply.json, "errors")[0], "field")]).toEqual([400, field]);
});

test("a change that leaves no policy is refused and changes nothing", async () => {
  const here = await create();
  const before = (await askV2(tenant, `GET ${here}`)).json;
  expect((await askV2(tenant, `PATCH ${here}`, { body: { from: { type: "email_domain" } } })).status).toBe(
    400,
  );
  expect((await askV2(tenant, `GET ${here}`)).json).toEqual(before);
  expect((await askV2(tenant, `PATCH ${root}/none`, { body: {} })).status).toBe(404);
});

test("what is changed shows at once and reaches mail five minutes later, whether it blocks or lets through", async () => {
  const time = createClock({ start: noon, frozen: true });
  const patient = await startTenant({ clock: time, messagesPerDay: 10 });
  const recipient = `ada.abel@${patient.account.domain}`;
  const send = () => patient.deliver({ sender: "a@bad.example", recipient });
  const made = await askV2(patient, `POST ${root}`, { body: block });
  const here = `${root}/${encodeURIComponent(readText(made.json, "id") ?? "")}` as const;
  expect((await askV2(patient, `GET ${here}`)).json).toMatchObject({ enabled: true });
  time.advance(5 * minuteMs - 1);
  expect(send()).toEqual({
    outcome: "accepted",
    reason: `Blocked Senders policy "${block.description}" refuses it as soon as it has reached mail`,
  });
  time.advance(1);
  expect(send().outcome).toBe("rejected");
  await askV2(patient, `DELETE ${here}`);
  expect(send().outcome).toBe("rejected");
  time.advance(5 * minuteMs);
  expect(send().outcome).toBe("accepted");
  await patient.close();
});
