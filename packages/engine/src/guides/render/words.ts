import type { Disagreement, Guide, Purpose, Step, Wait } from "../guide.js";
import { joinAnd } from "../join.js";

// The words all renderings share.

export const madeBy =
  "Made by Postern, which is open source and not made or endorsed by Mimecast; Mimecast is a trademark of its owner.";

export const headings = {
  purposes: "What Postern will be allowed",
  notices: "Read this first",
  prerequisites: "What you need",
  steps: "Steps",
  afterwards: "Afterwards",
} as const;

export function purposeLabel({ kind, name }: Purpose): string {
  return `${kind === "feed" ? "Read" : "Do"} ${name}`;
}

export function tickHeading(step: Step): string {
  return step.tick.some(({ kind }) => kind === "product")
    ? "Select exactly these products"
    : "Tick exactly these permissions";
}

export const considerHeading = "For later: not needed now, and can't be added later";

/** The wait in words, by the titles of the steps: ids are for programs. */
export function waitSentence(wait: Wait, guide: Guide): string {
  const before = guide.steps.findIndex(({ id }) => id === wait.before);
  const step = guide.steps[before];
  const target = step === undefined ? "the keys" : `step ${before + 1} (${step.title})`;
  return `**Wait at least ${wait.minutes} minutes** before ${target}. ${wait.reason}`;
}

/** Steps outside the console have values to know, not fields to fill in. */
export function fieldsHeading({ where }: Step): string {
  return where.length === 0 ? "Values" : "Fields";
}

export function settledSentence({ settledBy }: Disagreement): string {
  return settledBy.length === 0
    ? "No check can settle this one."
    : `Settled for this tenant by ${listChecks(settledBy)} of postern doctor.`;
}

/** The ids of the checks, but for permissions and products: those stand in the guide by name already. */
export function checkedSentence({ checkedBy }: Step): string {
  const kinds: Readonly<Record<string, string>> = {
    permission: "every permission",
    product: "every product",
  };
  const names = checkedBy.map((check) => kinds[check.split(":")[0] ?? ""] ?? check);
  return `Checked by postern doctor: ${joinAnd([...new Set(names)])}.`;
}

function listChecks(checks: readonly string[]): string {
  return `the ${checks.length === 1 ? "check" : "checks"} ${joinAnd(checks)}`;
}
