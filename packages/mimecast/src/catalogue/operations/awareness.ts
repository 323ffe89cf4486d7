import { legacyPages, nameEntries, reads } from "../entries.js";

const training = {
  products: ["Awareness Training"],
  permission: "Awareness Training | Dashboard | Read",
} as const;
const firstOnly = { generations: ["1.0"], permission: "Awareness Training | Dashboard | Read" } as const;
const snapshot = "A snapshot without times: compare it with the last one.";

export const awarenessOperations = nameEntries({
  "awareness-training.company.get-safe-score-details": reads(
    "/api/awareness-training/company/get-safe-score-details",
    {
      summary: "Read each user's risk grade.",
      ...training,
      ...legacyPages,
      oddities: [snapshot, "At most three attributeIds. What type userState has is unconfirmed."],
    },
  ),
  "awareness-training.company.get-safe-score-summary": reads(
    "/api/awareness-training/company/get-safe-score-summary",
    { summary: "Count users by risk grade.", ...training, oddities: [snapshot] },
  ),
  "awareness-training.company.get-performance-details": reads(
    "/api/awareness-training/company/get-performance-details",
    {
      summary: "Read how each user answered the training's questions.",
      ...training,
      ...legacyPages,
      oddities: [snapshot],
    },
  ),
  "awareness-training.company.get-performance-summary": reads(
    "/api/awareness-training/company/get-performance-summary",
    { summary: "Count how users answered the training's questions.", ...training, oddities: [snapshot] },
  ),
  "awareness-training.company.get-watchlist-details": reads(
    "/api/awareness-training/company/get-watchlist-details",
    {
      summary: "List the users on the watch list.",
      ...training,
      ...legacyPages,
      oddities: [snapshot],
    },
  ),
  "awareness-training.company.get-watchlist-summary": reads(
    "/api/awareness-training/company/get-watchlist-summary",
    { summary: "Count the users on the watch list.", ...training, oddities: [snapshot] },
  ),
  "awareness-training.phishing.campaign.get-campaign": reads(
    "/api/awareness-training/phishing/campaign/get-campaign",
    {
      summary: "List phishing exercises, or read one by id.",
      ...training,
      ...legacyPages,
      oddities: ["Field names besides id are unconfirmed."],
      confidence: "unconfirmed",
    },
  ),
  "awareness-training.phishing.campaign.get-user-data": reads(
    "/api/awareness-training/phishing/campaign/get-user-data",
    {
      summary: "Read what each user did in a phishing exercise.",
      ...training,
      ...legacyPages,
      rowsUnder: "items",
      oddities: ["The id of the exercise is required."],
    },
  ),
  "awareness-training.queue.get-queue": reads("/api/awareness-training/queue/get-queue", {
    summary: "List the training modules that are pending or launched.",
    ...training,
    ...legacyPages,
  }),
  "awareness-training.user.get-training-details": reads("/api/awareness-training/user/get-training-details", {
    summary: "Read which modules each user was given and watched.",
    ...training,
    ...legacyPages,
  }),
  "awareness-training.campaign.get-campaigns": reads("/api/awareness-training/campaign/get-campaigns", {
    summary: "List training campaigns, API 1.0 only.",
    ...firstOnly,
    ...legacyPages,
    rowsUnder: "campaigns",
  }),
  "awareness-training.campaign.get-user-data": reads("/api/awareness-training/campaign/get-user-data", {
    summary: "Read what each user did in a training campaign, API 1.0 only.",
    ...firstOnly,
    ...legacyPages,
    rowsUnder: "items",
  }),
});
