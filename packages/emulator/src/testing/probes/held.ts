import type { heldGuesses } from "../../guesses/table/held.js";
import type { Tenant } from "../../index.js";
import { listAt, postV2 } from "../client.js";
import type { Probe } from "./probe.js";

const list = (tenant: Tenant, item: object) =>
  postV2(tenant, "/api/gateway/get-hold-message-list", { data: [{ admin: true, ...item }] });

export const heldProbes: Record<keyof typeof heldGuesses, Probe> = {
  reasonCodeNeverFilters: {
    options: { messagesPerDay: 300 },
    look: async (tenant) => {
      const searchBy = { fieldName: "reasonCode", value: "no such reason" };
      return listAt((await list(tenant, { searchBy })).json, "data").length;
    },
  },
};
