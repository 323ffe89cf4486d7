import { type CredentialKind, PosternError } from "@postern/engine";
import { type CredentialProblem, describeCredentialShape } from "@postern/mimecast";
import type { Context } from "../program/context.js";
import { warn } from "../screen/text.js";
import type { SecretValues } from "./fields.js";

/** Messages name fields and quote nothing. */
export interface ShapeProblems {
  /** No call can succeed with it. */
  readonly impossible: readonly string[];
  /** Values that seem to stand in each other's fields. */
  readonly swapped: readonly string[];
  /** Not what the vendor is known to hand out; it may be right all the same. */
  readonly odd: readonly string[];
}

/**
 * Looks at the values before any call is made with them. What can't be right is refused, what seems swapped too unless
 * it is forced, and what is merely odd is told. Throws `bad-credentials-shape`.
 */
export function checkShape(
  context: Context,
  { kind, values, isForced }: { kind: CredentialKind; values: SecretValues; isForced: boolean },
): void {
  const { impossible, swapped, odd } = findShapeProblems(kind, values);
  for (const message of isForced ? [...swapped, ...odd] : odd) context.err.line(warn("odd  "), message);
  const refused = isForced ? impossible : [...impossible, ...swapped];
  if (refused.length === 0) return;
  const way = impossible.length === 0 ? " If they are right all the same, --force takes them." : "";
  throw new PosternError(
    "bad-credentials-shape",
    `${refused.join(" ")} Nothing was called with these values.${way}`,
  );
}

export function findShapeProblems(kind: CredentialKind, values: SecretValues): ShapeProblems {
  const problems = kind === "proxy" ? [] : describeCredentialShape(kind, values);
  const tell = (isMeant: (problem: CredentialProblem) => boolean) => [
    ...new Set(problems.filter(isMeant).map(({ message }) => message)),
  ];
  const isSwapped = ({ certainty, problem }: CredentialProblem) =>
    certainty === "likely" && problem === "swapped-with";
  return {
    impossible: tell(({ certainty }) => certainty === "certain"),
    swapped: tell(isSwapped),
    odd: tell((problem) => problem.certainty === "likely" && !isSwapped(problem)),
  };
}
