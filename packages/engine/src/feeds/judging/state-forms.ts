import type { EcsKind, FormEvent, OcsfKind } from "../../forms/event.js";
import type { FeedForms } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import type { Meaning } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";

/** How things stood when somebody looked: nothing was decided, and nothing is wrong with it. */
export const judgeState: Judgement = {
  disposition: null,
  severity: 1,
  isFinding: false,
  outcome: "unknown",
};

/** OCSF has no class for how things stand. */
export const stateClasses = (): readonly number[] => [ocsfClasses.baseEvent];

export function describeState(activityName: string): OcsfKind {
  return { classUid: ocsfClasses.baseEvent, activityId: 99, activityName };
}

/** Counts and measures. */
export const metric: EcsKind = { category: ["email"], type: ["info"], kind: "metric" };

/** What became of an item of a list since it was looked at last: arrived, changed or left. */
export function tellChange(meaning: Meaning, _record: unknown, type: string): void {
  meaning.action = type;
}

/** ECS types of what became of an item in a list about users. */
export function userState({ type }: FormEvent): EcsKind {
  const change = changes.get(type);
  return {
    category: ["iam"],
    type: change === undefined ? ["user", "info"] : ["user", change],
    kind: "state",
  };
}

/** ECS types of what became of the tenant's own settings. */
export function settingState({ type }: FormEvent): EcsKind {
  return { category: ["configuration"], type: [changes.get(type) ?? "info"], kind: "state" };
}

/** Forms of a list that is polled whole: its items as they arrive, change and leave. */
export function stateForms(about: {
  readonly dataset: string;
  readonly product: string;
  /** OCSF's name of the activity. */
  readonly activity: string;
  readonly ecs: FeedForms["ecs"];
}): Omit<FeedForms, "fields"> {
  const { dataset, product, activity, ecs } = about;
  const refine = tellChange;
  const ocsf = () => describeState(activity);
  return { dataset, product, refine, judge: () => judgeState, ecs, ocsf, ocsfClasses: stateClasses };
}

const changes: ReadonlyMap<string, string> = new Map([
  ["arrived", "info"],
  ["changed", "change"],
  ["left", "deletion"],
]);
