import type { urlGuesses } from "../../guesses/table/urls.js";
import type { Tenant } from "../../index.js";
import { postV2 } from "../client.js";
import type { Probe } from "./probe.js";

const manage = (tenant: Tenant, item: object) =>
  postV2(tenant, "/api/ttp/url/create-managed-url", { data: [item] });

const recipientOf = (tenant: Tenant) => tenant.people[0]?.address ?? "";

export const urlProbes: Record<keyof typeof urlGuesses, Probe> = {
  queryBlocksNeverFire: {
    look: async (tenant) => {
      const url = "https://www.bad.example/login?a=1";
      await manage(tenant, { url, action: "block" });
      return tenant.click({ url, recipient: recipientOf(tenant) });
    },
  },
};
