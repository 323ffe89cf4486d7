import { formatUtc } from "../clicks/click-row.js";
import { startOfDay } from "../clock/spans.js";
import type { LogRow } from "../logs/log-row.js";
import type { Company, Person } from "../traffic/company.js";
import { comparePlaces } from "../traffic/place.js";
import type { JsonObject } from "../wire/decode.js";
import { describeExercise, describeUsers, exercisesOf, planningMs } from "./exercises.js";
import { grades, scoresOf } from "./scores.js";
import { type Module, modulesOf, type Result, resultsOf } from "./training.js";

/** Whose awareness, and of which company. */
export interface Training {
  readonly company: Company;
  readonly seed: number;
}

/**
 * Rows without a time of their own are made anew every midnight, and have that for their time: a list that is paged
 * through the day stays the same list.
 */
function placeNightly(now: number, records: readonly JsonObject[]): LogRow[] {
  const time = startOfDay(now);
  return records.map((record, order) => placeRow(record, { time, order }));
}

function placeRow(
  record: JsonObject,
  place: {
    readonly time: number;
    readonly order: number;
    readonly type?: string;
    readonly more?: JsonObject;
  },
): LogRow {
  const { more, ...rest } = place;
  return { ...rest, fields: { ...record, ...more }, raw: JSON.stringify(record), visibleFrom: rest.time };
}

function everybody<Row>(training: Training, write: (person: Person, index: number) => Row): Row[] {
  return training.company.people.map(write);
}

export function scoreRows({ company, seed }: Training, now: number): LogRow[] {
  const records = everybody({ company, seed }, ({ address, name, department }, index) => {
    const { risk, ...aspects } = scoresOf(index, { seed, now: startOfDay(now) });
    return { emailAddress: address, name, department, risk, ...aspects, userState: 0 };
  });
  return placeNightly(now, records);
}

/** Keys in lower case, as they were seen. */
export function scoreSummary(training: Training, now: number): JsonObject {
  const given = scoreRows(training, now).map(({ fields }) => fields["risk"]);
  const counts = grades.map((grade) => [grade.toLowerCase(), given.filter((one) => one === grade).length]);
  return { scoreCounts: Object.fromEntries(counts) };
}

function countAnswers(results: readonly Result[]) {
  return {
    numCorrect: results.filter(({ answer }) => answer === "correct").length,
    numIncorrect: results.filter(({ answer }) => answer === "incorrect").length,
    numNotWatched: results.filter(({ answer }) => answer === null).length,
  };
}

export function performanceRows({ company, seed }: Training, now: number): LogRow[] {
  const records = everybody({ company, seed }, ({ address, name, department }, index) => {
    const counts = countAnswers(resultsOf(index, { seed, now: startOfDay(now) }));
    return { email: address, name, department, ...counts, userState: 0 };
  });
  return placeNightly(now, records);
}

/** The names inside `departmentCompletionStats` are guessed. */
export function performanceSummary(training: Training, now: number): JsonObject {
  const rows = performanceRows(training, now).map(({ fields }) => fields);
  const sum = (list: readonly JsonObject[], field: string) =>
    list.reduce((total, row) => total + Number(row[field]), 0);
  const sent = (list: readonly JsonObject[]) =>
    sum(list, "numCorrect") + sum(list, "numIncorrect") + sum(list, "numNotWatched");
  const withIncorrect = (count: number) => rows.filter((row) => row["numIncorrect"] === count).length;
  const departments = [...new Set(rows.map((row) => row["department"]))];
  return {
    numParticipating: rows.length,
    numVideosSent: sent(rows),
    numVideosNotWatched: sum(rows, "numNotWatched"),
    numZeroIncorrect: withIncorrect(0),
    numOneIncorrect: withIncorrect(1),
    numTwoIncorrect: withIncorrect(2),
    numThreeIncorrect: withIncorrect(3),
    numFourOrMoreIncorrect: rows.filter((row) => Number(row["numIncorrect"]) >= 4).length,
    departmentCompletionStats: departments.map((department) => {
      const own = rows.filter((row) => row["department"] === department);
      const numSent = sent(own);
      return { department, numSent, numCompleted: numSent - sum(own, "numNotWatched") };
    }),
  };
}

export function watchlistRows({ company, seed }: Training, now: number): LogRow[] {
  const records = everybody({ company, seed }, ({ address, name, department }, index) => {
    const results = resultsOf(index, { seed, now: startOfDay(now) });
    const watchlistCount = results.filter(({ isWatchlisted }) => isWatchlisted).length;
    return { email: address, name, department, watchlistCount, userState: 0 };
  });
  return placeNightly(
    now,
    records.filter(({ watchlistCount }) => watchlistCount > 0),
  );
}

/** Totals, as is known; their names are guessed. */
export function watchlistSummary(training: Training, now: number): JsonObject {
  const counts = watchlistRows(training, now).map(({ fields }) => Number(fields["watchlistCount"]));
  return {
    numUsers: training.company.people.length,
    numOnWatchlist: counts.length,
    numWatchlistedVideos: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** The training modules that are pending or launched. All names are guessed. */
export function queueRows({ company }: Training, now: number): LogRow[] {
  const records = modulesOf(now).map((module) => ({
    id: module.titleId,
    title: module.title,
    status: module.launchedAt <= startOfDay(now) ? "launched" : "pending",
    launchDate: formatUtc(module.launchedAt),
    numUsers: company.people.length,
  }));
  return placeNightly(now, records);
}

/** Who was given and watched which modules. Only what stands in `training` and beside it is known by name. */
export function trainingRows({ company, seed }: Training, now: number): LogRow[] {
  const records = everybody({ company, seed }, ({ address, name }, index) => {
    const results = resultsOf(index, { seed, now: startOfDay(now) });
    const { numCorrect, numNotWatched } = countAnswers(results);
    return {
      email: address,
      name,
      training: results.map(writeResult),
      needEngagement: numNotWatched > 2,
      meritBadge: numCorrect === results.length,
    };
  });
  return placeNightly(now, records);
}

function writeResult({ module, watchedAt, answer, isWatchlisted }: Result): JsonObject {
  const { title, titleId, launchedAt }: Module = module;
  return {
    title,
    titleId,
    watched: watchedAt !== null,
    watchedDate: watchedAt === null ? null : formatUtc(watchedAt),
    assignedTimeStamp: formatUtc(launchedAt),
    myAnswer: answer,
    onWatchlist: isWatchlisted,
  };
}

/** The phishing exercises, and what each user did in each of them, in order of time. */
export function exerciseRows({ company, seed }: Training, now: number): LogRow[] {
  const about = { company, seed, now };
  return exercisesOf(now, seed)
    .flatMap((exercise) => [
      placeRow(describeExercise(exercise, about), {
        // What is only planned has the time of its planning.
        time: exercise.launchedAt <= now ? exercise.launchedAt : exercise.launchedAt - planningMs,
        order: 0,
        type: "campaign",
        more: { kind: "campaign" },
      }),
      ...describeUsers(exercise, about).map(({ time, record }, index) =>
        placeRow(record, {
          time,
          order: 1 + index,
          type: "user-data",
          more: { kind: "user-data", campaign: exercise.id },
        }),
      ),
    ])
    .sort(comparePlaces);
}
