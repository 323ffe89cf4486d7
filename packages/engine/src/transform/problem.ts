import type { ErrorCode } from "../errors/index.js";

/** What is wrong with a piece of the input. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Why a piece of the input gave no document. */
export interface Problem extends Fault {
  /** Where it stands in the input, from 1; a document over several lines has its first. */
  readonly line: number;
}
