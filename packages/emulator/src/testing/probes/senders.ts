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

export const senderProbes: Record<keyof typeof senderGuesses, Probe> = {
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
