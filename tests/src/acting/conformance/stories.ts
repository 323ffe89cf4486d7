import { listStories } from "./lists.js";
import { mailStories } from "./mail.js";
import { policyStories } from "./policies.js";
import { senderStories } from "./senders.js";
import type { Stories } from "./story.js";
import { userStories } from "./users.js";

/** One for every action that changes something. */
export const stories: Stories = {
  ...senderStories,
  ...listStories,
  ...mailStories,
  ...policyStories,
  ...userStories,
};
