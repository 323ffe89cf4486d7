import type { heldGuesses } from "../../guesses/table/held.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { listAt, postV2, truthOf } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const list = (tenant: Tenant, item: object) =>
  postV2(tenant, "/api/gateway/get-hold-message-list", { data: [{ admin: true, ...item }] });

/** A message that is held, and what comes of releasing it twice. */
const releaseTwice = async (tenant: Tenant) => {
  const id = readText(listAt((await list(tenant, {})).json, "data")[0], "id");
  const release = async () => outcome(await postV2(tenant, "/api/gateway/hold-release", { data: [{ id }] }));
  return { id, told: [await release(), await release()] };
};

const options = { messagesPerDay: 300 };

export const heldProbes: Record<keyof typeof heldGuesses, Probe> = {
  heldDays: { options, look: async (tenant) => truthOf(tenant, "held-messages").length },
  heldOrder: {
    options,
    look: async (tenant) => listAt((await list(tenant, {})).json, "data").map((row) => readText(row, "id")),
  },
  heldDatesRequired: { look: async (tenant) => outcome(await list(tenant, {})) },
  heldReasonField: {
    look: async (tenant) => {
      const search = async (fieldName: string) =>
        outcome(await list(tenant, { searchBy: { fieldName, value: "x" } }));
      return [await search("reasonCode"), await search("reason_code")];
    },
  },
  repeatedRelease: { options, look: async (tenant) => (await releaseTwice(tenant)).told },
  heldByTrackedId: {
    options,
    look: async (tenant) => {
      const search = { advancedTrackAndTraceOptions: { to: tenant.account.domain }, status: ["held"] };
      const { json } = await postV2(tenant, "/api/message-finder/search", { data: [search] });
      const id = readText(listAt(json, "data", 0, "trackedEmails")[0], "id");
      return outcome(await postV2(tenant, "/api/gateway/hold-release", { data: [{ id }] }));
    },
  },
  releaseLogIds: {
    options,
    look: async (tenant) => {
      const { id } = await releaseTwice(tenant);
      return truthOf(tenant, "held-releases").some((row) => readText(row, "id") === id);
    },
  },
  reasonCodeNeverFilters: {
    options: { messagesPerDay: 300 },
    look: async (tenant) => {
      const searchBy = { fieldName: "reasonCode", value: "no such reason" };
      return listAt((await list(tenant, { searchBy })).json, "data").length;
    },
  },
};
