import { minuteMs } from "../../clock/spans.js";
import type { policyGuesses } from "../../guesses/table/policies.js";
import type { Tenant } from "../../index.js";
import { askV2, bearerOf } from "../client.js";
import type { Probe } from "./probe.js";

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

export const policyProbes: Record<keyof typeof policyGuesses, Probe> = {
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
