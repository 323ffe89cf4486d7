import { dayMs, minuteMs } from "../../clock/spans.js";
import type { policyGuesses } from "../../guesses/table/policies.js";
import type { Tenant, VirtualClock } from "../../index.js";
import { readObject, readText } from "../../wire/decode.js";
import { askV2, bearerOf, listAt, postV2 } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const path = "/policy-management/cloud-gateway/v1/blocked-senders/policies" as const;

const block = {
  description: "Block a sender",
  option: "block_sender",
  fromPart: "both",
  from: { type: "individual_email_address", emailAddress: "lures@bad.example" },
  to: { type: "everyone" },
};

const create = async (tenant: Tenant, body: object = block) =>
  askV2(tenant, `POST ${path}`, { body, bearer: await bearerOf(tenant) });

const deliver = (tenant: Tenant) =>
  tenant.deliver({ sender: "lures@bad.example", recipient: tenant.people[0]?.address ?? "" }).outcome;

const older = "/api/policy/blockedsenders";
const olderBlock = {
  option: "block_sender",
  policy: { description: "Older", from: block.from, to: { type: "everyone" } },
};

/** Its id, by the newer calls. */
const made = async (tenant: Tenant) => {
  const { json } = await create(tenant);
  return readText(json, "id") ?? "";
};

/** The account writes addresses anew; to whom mail then comes, and what its policy's set has inside. */
const alter = async (
  tenant: Tenant,
  alterations: readonly { readonly originalAddress: string; readonly newAddress: string }[],
) => {
  const folder = "/api/policy/address-alteration";
  const idOf = async (call: string, item: object) =>
    readText(listAt((await postV2(tenant, `${folder}/${call}`, { data: [item] })).json, "data")[0], "id");
  const outer = await idOf("create-address-alteration-set", { description: "Outer" });
  const inner = await idOf("create-address-alteration-set", { description: "Inner", parentId: outer });
  for (const alteration of alterations) {
    const item = { addressType: "envelope_to", routing: "all", ...alteration };
    await idOf("create-definition", { folderId: outer, addressAlterations: [item] });
  }
  const hidden = { addressType: "from", originalAddress: "lures@", newAddress: "shown@", routing: "all" };
  await idOf("create-definition", { folderId: inner, addressAlterations: [hidden] });
  const policy = { description: "Alter", from: { type: "everyone" }, to: { type: "everyone" } };
  await idOf("create-policy", { addressAlterationSetId: outer, policy });
};

const received = async (tenant: Tenant, item: object) => {
  const { json } = await postV2(tenant, "/api/message-finder/search", {
    data: [{ advancedTrackAndTraceOptions: item }],
  });
  return listAt(json, "data", 0, "trackedEmails").map((row) => [
    readText(readObject(row, "fromHdr"), "emailAddress"),
    readText(
      readObject(listAt(row, "to").length > 0 ? { to: listAt(row, "to")[0] } : null, "to"),
      "emailAddress",
    ),
  ]);
};

const narrowAndWide = async (tenant: Tenant, clock: VirtualClock) => {
  const [first = "", second = "", third = ""] = tenant.people.map(({ address }) => address);
  await alter(tenant, [
    { originalAddress: `${first.split("@")[0]}@`, newAddress: `${second.split("@")[0]}@` },
    { originalAddress: first, newAddress: third },
  ]);
  clock.advance(10 * minuteMs);
  tenant.deliver({ sender: "lures@bad.example", recipient: first });
  clock.advance(minuteMs);
  return received(tenant, { from: "bad.example" });
};

/** To whom mail within the company goes, once it all goes to one of its people. */
const withinCompany = async (tenant: Tenant, clock: VirtualClock) => {
  const { domain } = tenant.account;
  const [first = ""] = tenant.people.map(({ address }) => address);
  await alter(tenant, [{ originalAddress: `@${domain}`, newAddress: first }]);
  clock.advance(dayMs);
  const body = { data: [{ advancedTrackAndTraceOptions: { from: domain }, route: ["internal"] }] };
  const { json } = await postV2(tenant, "/api/message-finder/search", body);
  const rows = listAt(json, "data", 0, "trackedEmails");
  return rows.map((row) => readText(listAt(row, "to")[0], "emailAddress"));
};

export const policyProbes: Record<keyof typeof policyGuesses, Probe> = {
  groupReadBack: {
    look: async (tenant) => {
      const { id: groupId } = tenant.administration.groups.find("Blocked Senders");
      const policy = { ...olderBlock.policy, from: { type: "profile_group", groupId } };
      const item = { ...olderBlock, policy };
      return (await postV2(tenant, `${older}/create-policy`, { data: [item] })).text.includes('group":{');
    },
  },
  alterationChosen: { look: narrowAndWide },
  alterationSetsInside: { look: narrowAndWide },
  internalMailAltered: { options: { messagesPerDay: 300 }, look: withinCompany },
  journalingRequired: {
    look: async (tenant) => {
      const body = { description: "Journal", pop3JournalingConnection: {} };
      return (await askV2(tenant, "POST /journaling/cloud-gateway/v1/services", { body })).status;
    },
  },
  repeatedPolicy: {
    look: async (tenant) => [(await create(tenant)).status, (await create(tenant)).status],
  },
  createdStatus: { look: async (tenant) => (await create(tenant)).status },
  deletedStatus: {
    look: async (tenant) => (await askV2(tenant, `DELETE ${path}/${await made(tenant)}`)).status,
  },
  patchedBody: {
    look: async (tenant) =>
      (await askV2(tenant, `PATCH ${path}/${await made(tenant)}`, { body: { enabled: false } })).status,
  },
  olderDeleteByToken: {
    look: async (tenant) =>
      outcome(await postV2(tenant, `${older}/delete-policy`, { data: [{ id: await made(tenant) }] })),
  },
  policiesPerCall: {
    other: 50,
    look: async (tenant) =>
      outcome(await postV2(tenant, `${older}/create-policy`, { data: [olderBlock, olderBlock] })),
  },
  blockedSendersListKey: {
    look: async (tenant) => Object.keys((await askV2(tenant, `GET ${path}`)).json),
  },
  policyDelayMinutes: {
    look: async (tenant, clock) => {
      await create(tenant);
      clock.advance(minuteMs);
      return deliver(tenant);
    },
  },
  createdPolicyId: { look: async (tenant) => Object.keys((await create(tenant)).json) },
};
