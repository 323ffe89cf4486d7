import { dayMs, hourMs } from "../clock/spans.js";
import { at, mix, Random } from "../traffic/random.js";
import { momentIn, monthsOfYear } from "./months.js";
import { skillOf } from "./scores.js";

/** A video with a question behind it, sent to everybody. */
export interface Module {
  readonly month: number;
  readonly titleId: string;
  readonly title: string;
  readonly launchedAt: number;
}

/** What somebody made of a module. */
export interface Result {
  readonly module: Module;
  /** Null: not watched yet. */
  readonly watchedAt: number | null;
  readonly answer: "correct" | "incorrect" | null;
  /** A wrong answer stays on the watch list until the module is taken again. */
  readonly isWatchlisted: boolean;
}

const titles = [
  "The Invoice That Wasn't",
  "Passwords and Pets",
  "Plugged In: Found Drives",
  "A Call from the Boss",
  "Double Barrel Phishing",
  "Tailgating for Beginners",
  "The Cloud Is Somebody's Computer",
  "Out of Office",
  "Wi-Fi in the Wild",
  "Think Before You Share",
  "Two Factors Are Company",
  "Ransom Notes",
] as const;

/** The modules of the last twelve months, those not launched yet among them. */
export function modulesOf(now: number): Module[] {
  return monthsOfYear(now).map((month) => ({
    month,
    titleId: `MAT-${month}`,
    title: at(titles, month % titles.length),
    launchedAt: momentIn(month, { day: 3, hour: 8 }),
  }));
}

/** Somebody's results with the launched modules at a moment, a pure function of (seed, person, month). */
export function resultsOf(
  person: number,
  about: { readonly seed: number; readonly now: number },
): readonly Result[] {
  const { seed, now } = about;
  return modulesOf(now)
    .filter(({ launchedAt }) => launchedAt <= now)
    .map((module) => {
      const random = new Random(mix(seed ^ 0x7a41, module.month, person));
      const neverWatches = random.chance(0.06);
      const watchedAt = module.launchedAt + hourMs + Math.floor(random.fraction() ** 2 * 40 * dayMs);
      const isCorrect = random.chance(skillOf(person, seed));
      const repeatedAt = watchedAt + (20 + random.below(70)) * dayMs;
      if (neverWatches || watchedAt > now)
        return { module, watchedAt: null, answer: null, isWatchlisted: false };
      const answer = isCorrect ? ("correct" as const) : ("incorrect" as const);
      return { module, watchedAt, answer, isWatchlisted: !isCorrect && now < repeatedAt };
    });
}
