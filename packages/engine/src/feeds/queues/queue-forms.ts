import { type FeedForms, gatewayProduct } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { field, telling } from "../../vocabulary/index.js";
import { describeState, judgeState, metric, stateClasses, tellChange } from "../judging/state-forms.js";

/** Forms of the number of held messages, policy by policy. */
export const heldSummaryForms: FeedForms = {
  dataset: "mimecast.held-summary",
  product: gatewayProduct,
  fields: [
    telling("policyInfo", "policy", "Policy that holds them."),
    field("numberOfItems", "number", "How many messages it holds."),
  ],
  refine: tellChange,
  judge: () => judgeState,
  ecs: () => metric,
  ocsf: () => describeState("Held Messages Count"),
  ocsfClasses: stateClasses,
};

/** Forms of how many messages wait in a queue. */
export const queueDepthForms: FeedForms = {
  dataset: "mimecast.queue-depth",
  product: gatewayProduct,
  fields: [
    telling("date", "time", "When they were counted."),
    field("count", "number", "How many messages waited."),
  ],
  derived: [telling("(list it stood in)", "direction", "Which queue: inbound or outbound.")],
  refine(meaning, _record, type) {
    // Only the list it stood in tells the queue; the event is of that type.
    if (type === "inbound" || type === "outbound") meaning.direction = type;
  },
  judge: () => judgeState,
  ecs: () => metric,
  ocsf: () => describeState("Queue Depth"),
  ocsfClasses: stateClasses,
};

/** Forms of the messages that the gateway is working on. */
export const processingQueueForms: FeedForms = {
  dataset: "mimecast.processing-queue",
  product: gatewayProduct,
  fields: [
    telling("id", "recordId"),
    telling("created", "time", "When it came into the queue.", { keep: true }),
    telling("fromEnv.emailAddress", "sender"),
    telling("fromEnv.displayableName", "senderName"),
    telling("fromHeader.emailAddress", "headerSender"),
    telling("fromHeader.displayableName", "senderName"),
    telling("to", "recipients", "Recipients, each with address and display name.", {
      keep: true,
      type: "json",
    }),
    telling("subject", "subject"),
    telling("routing", "direction"),
    telling("route", "direction"),
    telling("size", "messageSize"),
    telling("remoteIp", "sourceIp", "Server that sent it."),
    telling("attempts", "attempts"),
    telling("info", "reason", "Why it is still there."),
    field("attachment", "flag", "Whether it has attachments."),
    field("attachments", "flag", "Whether it has attachments."),
    field("nextAttempt", "time", "When it is tried again."),
    field("priority", "text", "How urgent it is."),
  ],
  refine: tellChange,
  judge: () => judgeState,
  ecs: () => ({ category: ["email"], type: ["info"], kind: "state" }),
  ocsf: () => ({ classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "Processing" }),
  ocsfClasses: () => [ocsfClasses.emailActivity],
};
