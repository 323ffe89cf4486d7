import type { FeedForms } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, telling } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import { readText } from "../values/text.js";

const product = "Email Archive";

/** Looking things up is what the archive is for: worth knowing of, and nothing more. */
const everyday: Judgement = { disposition: null, severity: 1, isFinding: false, outcome: "success" };

const read = { classUid: ocsfClasses.entityManagement, activityId: 2 } as const;
const otherEntity = 99;
const emailEntity = 6;

/** Forms of the log of searches. SIEMs know its details under `mimecast.search_details`. */
export const archiveSearchForms: FeedForms = {
  dataset: "mimecast.archive-search",
  product,
  fields: [
    telling("createTime", "time", "When the search was made."),
    telling("emailAddr", "actor", "Who searched."),
    field("source", "text", "What was searched: archive, …", { as: "search_details.source" }),
    field("searchText", "prose", "What was searched for.", { as: "search_details.text" }),
    telling("searchReason", "reason", "Why, as the searcher says.", {
      keep: true,
      as: "search_details.reason",
    }),
    telling("description", "message", "Kind of the search.", {
      keep: true,
      as: "search_details.description",
    }),
    field("searchPath", "text", "Folder that was searched.", { as: "search_details.path" }),
    field("isAdmin", "flag", "Whether an administrator searched.", { as: "search_details.isAdmin" }),
    field("museQuery", "prose", "The search as the archive was asked it.", {
      as: "search_details.museQuery",
    }),
  ],
  refine(meaning) {
    meaning.action = "archive-search";
  },
  judge: () => everyday,
  ecs: () => ({ category: ["api"], type: ["admin"] }),
  ocsfClasses: () => [ocsfClasses.entityManagement],
  ocsf: ({ meaning, record }) => ({
    ...read,
    own: {
      entity: { name: readText(record["source"]) ?? "archive", type_id: otherEntity, type: "Archive search" },
      ...(meaning.reason === undefined ? {} : { comment: meaning.reason }),
    },
  }),
};

/** Forms of the log of mails that were looked at. */
export const archiveViewForms: FeedForms = {
  dataset: "mimecast.archive-view",
  product,
  fields: [
    telling("viewed", "time", "When somebody looked at the mail."),
    telling("viewer", "actor", "Who looked at it."),
    field("source", "text", "Where it was found: archive, Message Tracking, …"),
    telling("from", "sender"),
    telling("to", "recipients"),
    telling("subject", "subject"),
    telling("messageDate", "composedAt"),
    field("contentViewed", "flag", "Whether the mail itself was shown, not only its head."),
    field("discoveryCase", "flag", "Whether it was looked at for a discovery case."),
  ],
  refine(meaning) {
    meaning.action = "archive-view";
  },
  judge: () => everyday,
  ecs: () => ({ category: ["api"], type: ["access"] }),
  ocsfClasses: () => [ocsfClasses.entityManagement],
  ocsf: ({ meaning }) => ({
    ...read,
    own: { entity: { name: meaning.subject ?? "mail", type_id: emailEntity, type: "Email" } },
  }),
};
