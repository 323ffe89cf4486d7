import { type ErrorCode, errorTable } from "@postern/engine/errors";

const credentialsExitCode = errorTable["credentials-refused"].exitCode;

/** One exit code for several faults: a refused credential explains the others, else the gravest counts. */
export function worstExitCode(codes: readonly ErrorCode[]): number {
  const exitCodes = codes.map((code) => errorTable[code].exitCode);
  if (exitCodes.includes(credentialsExitCode)) return credentialsExitCode;
  return Math.max(0, ...exitCodes);
}
