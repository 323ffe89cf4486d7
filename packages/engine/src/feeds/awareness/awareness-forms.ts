import type { FeedForms } from "../../forms/feed-forms.js";
import { type Field, field, telling } from "../../vocabulary/index.js";
import type { Severity } from "../../vocabulary/judgement.js";
import { judgeState, stateForms, userState } from "../judging/state-forms.js";

const product = "Awareness Training";
const name = telling("name", "actorName", "Name of the user.");
const department = field("department", "text", "Department of the user.");
const state = field(
  "userState",
  "text",
  "State of the user's account; what the values mean is not confirmed.",
);
const grade = (about: string): string => `${about}, from A, the best, to F.`;

/** Forms of how well users are armed. */
export const awarenessScoreForms: FeedForms = {
  ...about("mimecast.awareness-scores", "Awareness Score"),
  fields: [
    telling("emailAddress", "actor", "Whose grades they are."),
    name,
    department,
    field("risk", "text", grade("Grade of all together")),
    field("humanError", "text", grade("Grade of mistakes in daily work")),
    field("sentiment", "text", grade("Grade of what the user thinks of security")),
    field("engagement", "text", grade("Grade of taking part in the training")),
    field("knowledge", "text", grade("Grade of the answers")),
    state,
  ],
};

/** Forms of the list of users who answered wrong so often that somebody should look after them. */
export const awarenessWatchlistForms: FeedForms = {
  ...about("mimecast.awareness-watchlist", "Awareness Watch List"),
  fields: [
    telling("email", "actor", "Who is on the list."),
    name,
    department,
    field("watchlistCount", "number", "How many videos put the user there."),
    state,
  ],
};

/** Forms of how users did in the training. */
export const awarenessPerformanceForms: FeedForms = {
  ...about("mimecast.awareness-performance", "Awareness Performance"),
  fields: [
    telling("email", "actor", "Whose results they are."),
    name,
    department,
    field("numCorrect", "number", "How many questions were answered right."),
    field("numIncorrect", "number", "How many were answered wrong."),
    field("numNotWatched", "number", "How many videos were not watched."),
    field("userDetails", "json", "The answers one by one, where they were asked for."),
    state,
  ],
};

const stages: readonly (readonly [key: string, meaning: string])[] = [
  ["timeScheduled", "When the mail was to be sent."],
  ["timeOpened", "When the user opened the mail."],
  ["timeClicked", "When the user followed the link."],
  ["timeScanned", "When a program followed the link, not the user."],
  ["timeSubmitted", "When the user gave away what the page asked for."],
  ["timeReported", "When the user reported the mail."],
];

const counts: readonly (readonly [key: string, meaning: string])[] = [
  ["numCampaignsSent", "In how many exercises the user was sent a mail."],
  ["numCampaignsClicked", "In how many the user followed the link."],
  ["numCampaignsScanned", "In how many a program did."],
  ["numCampaignsClickedScanned", "In how many both did."],
  ["numCorrectAnswers", "How many training questions the user answered right."],
  ["numIncorrectAnswers", "How many the user answered wrong."],
  ["numTrainingModulesAssigned", "How many training modules the user was given."],
];

const exerciseFields: readonly Field[] = [
  telling("id", "recordId", "The vendor's id of the exercise."),
  telling("email", "actor", "Who was tried."),
  name,
  department,
  telling("status", "action", "How far the user went: sent, opened, clicked, submitted or reported.", {
    keep: true,
  }),
  telling("clickedIp", "clientIp", "Where the user was who followed the link."),
  field("templateName", "prose", "The mail that was sent."),
  field("reactionTime", "number", "How long the user took; in which unit is not confirmed."),
  ...stages.map(([key, meaning]) => field(key, "time", meaning)),
  ...counts.map(([key, meaning]) => field(key, "number", meaning)),
  state,
];

const severities: ReadonlyMap<string, Severity> = new Map([
  ["clicked", 2],
  ["submitted", 3],
]);

/** Forms of what users did in phishing exercises: nothing is wrong but what the user did. */
export const phishingCampaignForms: FeedForms = {
  ...about("mimecast.phishing-campaigns", "Phishing Exercise"),
  fields: exerciseFields,
  refine(meaning, _record, type) {
    meaning.action ??= type;
    if (meaning.actor !== undefined) return;
    // The exercise itself: its name is nobody's.
    if (meaning.actorName !== undefined) meaning.rest["name"] = meaning.actorName;
    meaning.actorName = undefined;
  },
  judge: ({ meaning }) => ({ ...judgeState, severity: severities.get(meaning.action ?? "") ?? 1 }),
};

function about(dataset: string, activity: string): Omit<FeedForms, "fields"> {
  return stateForms({ dataset, product, activity, ecs: userState });
}
