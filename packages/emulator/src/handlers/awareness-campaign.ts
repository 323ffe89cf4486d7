import { describeCampaigns, describeTrainees } from "../awareness/campaigns.js";
import type { Emulation } from "../tenant/emulation.js";
import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";
import { cutPage } from "./list-pages.js";
import { checkSearch, isFound, type SearchFields } from "./searches.js";

const searchable: SearchFields = {
  all: ["name", "email", "department"],
  name: ["name"],
  email: ["email"],
  department: ["department"],
};

/** Answers a page of training campaigns, newest first. */
const getCampaigns: Handler = (call, emulation) => {
  const { training, clock } = emulation;
  const campaigns = describeCampaigns(training, { group: groupOf(emulation), now: clock.now() });
  const { rows, pagination } = cutPage(campaigns, { call, emulation, kind: "training-campaigns" });
  return answerEnvelope([{ campaigns: rows }], { pagination });
};

/** Everybody is trained: the group is the root of all groups. */
function groupOf({ administration, training }: Emulation) {
  const { root } = administration.groups;
  return {
    id: root.id,
    description: root.name,
    source: "cloud",
    parentId: "",
    userCount: training.company.people.length,
    folderCount: administration.groups.childrenOf(root).length,
  };
}

/** Answers a page of what people made of a campaign, in the order of the directory. */
const getUserData: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const id = readText(item, "id");
  const trainees =
    id === null ? null : describeTrainees(emulation.training, { id, now: emulation.clock.now() });
  if (trainees === null) {
    const error = id === null ? itemErrors.missing("id") : itemErrors.campaignNotFound();
    return wireErrors.itemsFailed([{ key: item, errors: [error] }]);
  }
  checkSearch(item, searchable);
  const found = trainees.filter((row) => isFound(row, item, searchable));
  const { rows, pagination } = cutPage(found, { call, emulation, kind: "trainees" });
  return answerEnvelope([{ items: rows }], { pagination });
};

/** The training campaigns, in API 1.0 alone. */
export const campaignHandlers = {
  "awareness-training.campaign.get-campaigns": getCampaigns,
  "awareness-training.campaign.get-user-data": getUserData,
} as const;
