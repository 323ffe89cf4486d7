import type { Detail, DetailValue } from "../declared/detail.js";

/** Something of the real service that isn't known, or that sources tell differently. */
export interface GuessDeclaration {
  /** What it may be set to, and what that means. */
  readonly detail: Detail;
  /** What the tenant does unless told otherwise. */
  readonly usual: string | number | boolean;
  /** Section of the reference, or where it was seen. */
  readonly source: string;
}

export interface Guess<D extends Detail> {
  readonly detail: D;
  readonly usual: DetailValue<D>;
  readonly source: string;
}

export function guess<const D extends Detail>(
  detail: D,
  { usual, source }: { readonly usual: NoInfer<DetailValue<D>>; readonly source: string },
): Guess<D> {
  return { detail, usual, source };
}
