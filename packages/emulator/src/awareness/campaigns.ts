import { formatUtc } from "../clicks/click-row.js";
import { startOfDay } from "../clock/spans.js";
import { secureId } from "../logs/secure-id.js";
import { at, mix, Random } from "../traffic/random.js";
import type { JsonObject } from "../wire/decode.js";
import type { Training } from "./awareness-rows.js";
import { planningMs } from "./exercises.js";
import { type Module, modulesOf, type Result, resultsOf } from "./training.js";

const answers = ["A", "B", "C", "D"] as const;

/** Whom a campaign is sent to, in the words of the profile groups. */
export interface CampaignGroup {
  readonly id: string;
  readonly description: string;
  readonly source: string;
  readonly parentId: string;
  readonly userCount: number;
  readonly folderCount: number;
}

interface Sending {
  readonly module: Module;
  readonly numSent: number;
  readonly numComplete: number;
  readonly numCorrect: number;
}

export function idOfCampaign({ month }: Module, seed: number): string {
  return secureId(new Random(mix(seed ^ 0xca3b, month, 1)));
}

/** The training campaigns of a year, one for each module that is launched, newest first. Counted as of the last midnight. */
export function describeCampaigns(
  training: Training,
  about: { readonly group: CampaignGroup; readonly now: number },
) {
  const now = startOfDay(about.now);
  const { company, seed } = training;
  const results = company.people.map((_, person) => resultsOf(person, { seed, now }));
  const sendings = modulesOf(now)
    .filter(({ launchedAt }) => launchedAt <= now)
    .map((module) => countSending(module, results))
    .reverse();
  return sendings.map((sending) => {
    const others = sendings.filter((other) => other !== sending);
    return describeCampaign(sending, { others, group: about.group, seed });
  });
}

function countSending(module: Module, results: readonly (readonly Result[])[]): Sending {
  const own = results.flatMap((one) => one.filter((result) => result.module.month === module.month));
  return {
    module,
    numSent: own.length,
    numComplete: own.filter(({ watchedAt }) => watchedAt !== null).length,
    numCorrect: own.filter(({ answer }) => answer === "correct").length,
  };
}

function describeCampaign(
  sending: Sending,
  about: { readonly others: readonly Sending[]; readonly group: CampaignGroup; readonly seed: number },
): JsonObject {
  const { module, numSent, numComplete, numCorrect } = sending;
  const { others, group, seed } = about;
  const { title, titleId, launchedAt, month } = module;
  const sum = (read: (other: Sending) => number) => others.reduce((total, other) => total + read(other), 0);
  return {
    id: idOfCampaign(module, seed),
    name: title,
    createDate: formatUtc(launchedAt - planningMs),
    launchDate: formatUtc(launchedAt),
    locked: true,
    emailCustomized: false,
    emailMsg: { subject: `Your training: ${title}`, body: `Three minutes, one question: ${title}.` },
    group,
    title: {
      id: titleId,
      title,
      titleForCustomModule: "",
      correctAnswers: { forQuestion1: at(answers, month % answers.length) },
    },
    numSent,
    numCompleted: numComplete,
    numCorrectAnswers: { forQuestion1: numCorrect },
    percentComplete: percentOf(numComplete, numSent),
    percentCorrect: percentOf(numCorrect, numComplete),
    allOtherCampaigns: {
      numCampaigns: others.length,
      numSent: sum((other) => other.numSent),
      numComplete: sum((other) => other.numComplete),
      numCorrectAnswers: sum((other) => other.numCorrect),
    },
  };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

/** What everybody has made of a campaign, in the order of the directory; null for an id of none. */
export function describeTrainees(
  { company, seed }: Training,
  about: { readonly id: string; readonly now: number },
) {
  const now = startOfDay(about.now);
  const module = modulesOf(now).find((one) => one.launchedAt <= now && idOfCampaign(one, seed) === about.id);
  if (module === undefined) return null;
  return company.people.map(({ name, address, department }, person): JsonObject => {
    const result = resultsOf(person, { seed, now }).find((one) => one.module.month === module.month);
    return {
      name,
      email: address,
      department,
      results: { forQuestion1: result?.answer ?? null },
      acknowledgement: (result?.watchedAt ?? null) !== null,
      userState: 0,
    };
  });
}
