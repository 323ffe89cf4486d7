import type { peopleGuesses } from "../../guesses/table/people.js";
import type { Tenant } from "../../index.js";
import { askV2, postV2 } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const pairOf = (tenant: Tenant) => ({
  primaryAddress: tenant.people[0]?.address ?? "",
  delegateAddress: tenant.people[1]?.address ?? "",
});

const delegate = (tenant: Tenant) =>
  postV2(tenant, "/api/user/add-delegate-user", { data: [pairOf(tenant)] });

export const peopleProbes: Record<keyof typeof peopleGuesses, Probe> = {
  invertedDelegates: {
    look: async (tenant) => {
      await delegate(tenant);
      return tenant.administration.directory.delegates.list();
    },
  },
  withoutGatewayUsers: { look: async (tenant) => outcome(await delegate(tenant)) },
  outboundAddressObjects: {
    look: async (tenant) => (await askV2(tenant, "GET /email/cloud-gateway/v1/outbound-ip-addresses")).json,
  },
};
