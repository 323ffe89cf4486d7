import { minuteMs } from "../../clock/spans.js";
import type { senderGuesses } from "../../guesses/table/senders.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { listAt, postV2 } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const putSender = (tenant: Tenant, item: object = {}) =>
  postV2(tenant, "/api/managedsender/permit-or-block-sender", {
    data: [{ sender: "a@b.example", to: tenant.people[0]?.address, action: "block", ...item }],
  });

const makeGroup = (tenant: Tenant) =>
  postV2(tenant, "/api/directory/create-group", { data: [{ description: "Twice" }] });

const deliver = (tenant: Tenant) =>
  tenant.deliver({ sender: "a@b.example", recipient: tenant.people[0]?.address ?? "" }).outcome;

const addTo = (tenant: Tenant, name: string) => {
  const { id } = tenant.administration.groups.find(name);
  return postV2(tenant, "/api/directory/add-group-member", { data: [{ id, emailAddress: "a@b.example" }] });
};

export const senderProbes: Record<keyof typeof senderGuesses, Probe> = {
  senderDomains: {
    look: async (tenant) => [outcome(await putSender(tenant, { sender: "b.example" })), deliver(tenant)],
  },
  senderDelayMinutes: {
    other: 5,
    look: async (tenant, clock) => {
      await putSender(tenant);
      clock.advance(minuteMs);
      return deliver(tenant);
    },
  },
  groupDelayMinutes: {
    other: 5,
    look: async (tenant, clock) => {
      await addTo(tenant, "Blocked Senders");
      clock.advance(minuteMs);
      return deliver(tenant);
    },
  },
  permittedGroupWritable: { look: async (tenant) => outcome(await addTo(tenant, "Permitted Senders")) },
  repeatedSender: {
    look: async (tenant) => {
      const put = async () => readText(listAt((await putSender(tenant)).json, "data")[0], "id");
      const [first, second] = [await put(), await put()];
      return first === second;
    },
  },
  sameGroupName: {
    look: async (tenant) => [outcome(await makeGroup(tenant)), outcome(await makeGroup(tenant))],
  },
};
