import { dayMs } from "../clock/spans.js";
import { mix, Random } from "../traffic/random.js";

const aspects = ["humanError", "sentiment", "engagement", "knowledge"] as const;
type Aspect = (typeof aspects)[number];

export const grades = ["A", "B", "C", "D", "F"] as const;
type Grade = (typeof grades)[number];

type Scores = Readonly<Record<Aspect | "risk", Grade>>;

/** Somebody's grades on a day, a pure function of (seed, person, day). They drift: most days nothing changes. */
export function scoresOf(person: number, about: { readonly seed: number; readonly now: number }): Scores {
  const { seed, now } = about;
  const values = aspects.map((_, index) => drift(mix(seed ^ 0x5afe, person, index), Math.floor(now / dayMs)));
  const risk = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [humanError = 0, sentiment = 0, engagement = 0, knowledge = 0] = values;
  return {
    risk: gradeOf(risk),
    humanError: gradeOf(humanError),
    sentiment: gradeOf(sentiment),
    engagement: gradeOf(engagement),
    knowledge: gradeOf(knowledge),
  };
}

/** The share of questions somebody answers right. */
export function skillOf(person: number, seed: number): number {
  return 0.7 + 0.29 * new Random(mix(seed ^ 0x5c11, person, 1)).fraction();
}

/** A value of 0 to 100 that goes up and down over months. */
function drift(state: number, day: number): number {
  const random = new Random(state);
  const middle = 45 + 45 * random.fraction();
  const swing = 3 + 9 * random.fraction();
  const period = 90 + 240 * random.fraction();
  return middle + swing * Math.sin((2 * Math.PI * day) / period + 7 * random.fraction());
}

function gradeOf(value: number): Grade {
  if (value >= 80) return "A";
  if (value >= 65) return "B";
  if (value >= 50) return "C";
  return value >= 35 ? "D" : "F";
}
