import { minuteMs } from "../../clock/spans.js";
import type { policyGuesses } from "../../guesses/table/policies.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { askV2, bearerOf, postV2 } from "../client.js";
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

export const policyProbes: Record<keyof typeof policyGuesses, Probe> = {
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
