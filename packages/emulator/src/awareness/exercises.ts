import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { secureId } from "../logs/secure-id.js";
import type { Company, Person } from "../traffic/company.js";
import { at, mix, Random } from "../traffic/random.js";
import { momentIn, monthOf } from "./months.js";
import { resultsOf } from "./training.js";

/** A phishing exercise: a harmless lure sent to everybody. */
export interface Exercise {
  readonly id: string;
  readonly month: number;
  readonly name: string;
  readonly templateName: string;
  readonly launchedAt: number;
}

/** What somebody does in an exercise, and when; null for what they don't do. */
interface Reaction {
  readonly scheduledAt: number;
  readonly openedAt: number | null;
  readonly clickedAt: number | null;
  readonly scannedAt: number | null;
  readonly submittedAt: number | null;
  readonly reportedAt: number | null;
}

const templates = [
  "Missed parcel",
  "Shared document",
  "Password expiry",
  "Gift card",
  "Voice message",
] as const;
/** How long before its launch an exercise is planned. */
export const planningMs = 10 * dayMs;
const shown = 12;

/** The exercises of a year, oldest first, the planned one among them. */
export function exercisesOf(now: number, seed: number): Exercise[] {
  const last = monthOf(now) + 1;
  return Array.from({ length: shown + 1 }, (_, index) => {
    const month = last - shown + index;
    const templateName = at(templates, month % templates.length);
    return {
      id: secureId(new Random(mix(seed ^ 0xf154, month, 1))),
      month,
      name: `Exercise ${1 + (month % 12)}: ${templateName}`,
      templateName,
      launchedAt: momentIn(month, { day: 12, hour: 9 }),
    };
  }).filter(({ launchedAt }) => launchedAt - planningMs <= now);
}

/** An exercise as it stands. Beside the id every name here is a guess. */
export function describeExercise(
  exercise: Exercise,
  about: { readonly company: Company; readonly seed: number; readonly now: number },
) {
  const { company, seed, now } = about;
  const isLaunched = exercise.launchedAt <= now;
  const reactions = company.people.map((_, person) => reactionOf(exercise, { person, seed, company }));
  const count = (read: (reaction: Reaction) => number | null) =>
    reactions.filter((reaction) => isPast(read(reaction), now)).length;
  return {
    id: exercise.id,
    name: exercise.name,
    templateName: exercise.templateName,
    status: isLaunched ? "launched" : "pending",
    launchDate: formatUtc(exercise.launchedAt),
    numSent: count(({ scheduledAt }) => scheduledAt),
    numOpened: count(({ openedAt }) => openedAt),
    numClicked: count(({ clickedAt }) => clickedAt),
    numSubmitted: count(({ submittedAt }) => submittedAt),
    numReported: count(({ reportedAt }) => reportedAt),
  };
}

/** What everybody to whom the lure has been sent has done so far, in the order of sending. */
export function describeUsers(
  exercise: Exercise,
  about: { readonly company: Company; readonly seed: number; readonly now: number },
) {
  const { company, seed, now } = about;
  return company.people.flatMap((person, index) => {
    const reaction = reactionOf(exercise, { person: index, seed, company });
    if (reaction.scheduledAt > now) return [];
    const record = writeUser(exercise, { ...about, person, index, reaction });
    return [{ time: reaction.scheduledAt, record }];
  });
}

function writeUser(
  exercise: Exercise,
  about: {
    readonly company: Company;
    readonly seed: number;
    readonly now: number;
    readonly person: Person;
    readonly index: number;
    readonly reaction: Reaction;
  },
) {
  const { company, seed, now, person, index, reaction } = about;
  const past = (time: number | null) => (isPast(time, now) ? time : null);
  const tell = (time: number | null) => (time === null ? null : formatUtc(time));
  const { scheduledAt } = reaction;
  const [opened, clicked, scanned] = [
    past(reaction.openedAt),
    past(reaction.clickedAt),
    past(reaction.scannedAt),
  ];
  const [submitted, reported] = [past(reaction.submittedAt), past(reaction.reportedAt)];
  const status =
    submitted !== null ? "submitted" : clicked !== null ? "clicked" : opened !== null ? "opened" : "sent";
  const sofar = exercisesOf(exercise.launchedAt, seed)
    .filter(({ launchedAt }) => launchedAt <= exercise.launchedAt)
    .map((past) => reactionOf(past, { person: index, seed, company }));
  const results = resultsOf(index, { seed, now });
  const clicks = sofar.filter(({ clickedAt }) => isPast(clickedAt, now));
  const scans = sofar.filter(({ scannedAt }) => isPast(scannedAt, now));
  return {
    name: person.name,
    email: person.address,
    department: person.department,
    templateName: exercise.templateName,
    status,
    timeScheduled: tell(scheduledAt),
    timeOpened: tell(opened),
    timeClicked: tell(clicked),
    timeScanned: tell(scanned),
    timeSubmitted: tell(submitted),
    timeReported: tell(reported),
    reactionTime: clicked === null ? null : Math.round((clicked - scheduledAt) / secondMs),
    clickedIp: clicked === null ? null : person.devices.home.address,
    numCampaignsSent: sofar.length,
    numCampaignsClicked: clicks.length,
    numCampaignsScanned: scans.length,
    numCampaignsClickedScanned: clicks.filter(({ scannedAt }) => scannedAt !== null).length,
    numCorrectAnswers: results.filter(({ answer }) => answer === "correct").length,
    numIncorrectAnswers: results.filter(({ answer }) => answer === "incorrect").length,
    numTrainingModulesAssigned: results.length,
    userState: 0,
  };
}

function reactionOf(
  exercise: Exercise,
  about: { readonly person: number; readonly seed: number; readonly company: Company },
): Reaction {
  const { person, seed, company } = about;
  const random = new Random(mix(seed ^ 0xf155, exercise.month, person));
  // The lure goes out over two hours, so that colleagues can't warn each other.
  const spread = Math.floor((person * 2 * hourMs) / company.people.length / secondMs) * secondMs;
  const scheduledAt = exercise.launchedAt + spread;
  const later = (from: number, longest: number) =>
    from + (5 + Math.floor((random.fraction() ** 3 * longest) / secondMs)) * secondMs;
  const openedAt = random.chance(0.72) ? later(scheduledAt, 3 * dayMs) : null;
  const scannedAt = random.chance(0.1) ? later(scheduledAt, 2 * minuteMs) : null;
  const clickedAt = openedAt !== null && random.chance(0.16) ? later(openedAt, hourMs) : null;
  const submittedAt = clickedAt !== null && random.chance(0.4) ? later(clickedAt, 5 * minuteMs) : null;
  const reportedAt = openedAt !== null && random.chance(0.25) ? later(clickedAt ?? openedAt, hourMs) : null;
  return { scheduledAt, openedAt, clickedAt, scannedAt, submittedAt, reportedAt };
}

function isPast(time: number | null, now: number): boolean {
  return time !== null && time <= now;
}
