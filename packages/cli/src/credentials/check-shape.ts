import { type CredentialKind, PosternError } from "@postern/engine";
import { describeCredentialShape } from "@postern/mimecast";
import type { Context } from "../program/context.js";
import { warn } from "../screen/text.js";
import type { SecretValues } from "./fields.js";

/**
 * Looks at the values before any call is made with them: swapped, cut off, pasted with quotes. What can't be right is
 * refused, what is probably wrong too unless it is forced, and what is merely odd is told. No value is ever repeated.
 * Throws `bad-credentials-shape`.
 */
export function checkShape(
  context: Context,
  { kind, values, isForced }: { kind: CredentialKind; values: SecretValues; isForced: boolean },
): void {
  const { refused, odd } = findShapeProblems(kind, values);
  const told = isForced ? [...refused, ...odd] : odd;
  for (const message of told) context.err.line(warn("odd  "), message);
  if (refused.length === 0 || isForced) return;
  throw new PosternError(
    "bad-credentials-shape",
    `${refused.join(" ")} Nothing was called with them. If they are right all the same, --force takes them.`,
  );
}

/** Each message names a field and quotes nothing. */
export function findShapeProblems(
  kind: CredentialKind,
  values: SecretValues,
): { readonly refused: readonly string[]; readonly odd: readonly string[] } {
  if (kind === "proxy") return { refused: [], odd: [] };
  const problems = describeCredentialShape(kind, values);
  const isRefused = ({ certainty, problem }: (typeof problems)[number]) =>
    certainty === "certain" || problem === "swapped-with";
  const tell = (chosen: typeof problems) => [...new Set(chosen.map(({ message }) => message))];
  return {
    refused: tell(problems.filter(isRefused)),
    odd: tell(problems.filter((problem) => !isRefused(problem))),
  };
}
