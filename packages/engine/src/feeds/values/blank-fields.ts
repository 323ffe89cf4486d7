import type { EventFields } from "../feed.js";

/** What an event has where its record tells nothing of it: a feed fills in what there is. */
export const blankFields: Omit<EventFields, "time" | "type"> = {
  sender: null,
  recipient: null,
  url: null,
  host: null,
  action: null,
  verdict: null,
  sourceAddress: null,
  messageId: null,
  subject: null,
};
