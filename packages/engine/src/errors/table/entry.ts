/** What an error means, what Postern does about it, and what the operator does. */
export interface ErrorEntry {
  readonly means: string;
  readonly posternDoes: string;
  readonly youDo: string;
  /** Whether Postern tries again by itself. */
  readonly retried: boolean;
  /** Exit code of the command line. */
  readonly exitCode: number;
  /** Status of the REST API. */
  readonly httpStatus: number;
}
