import { type ErrorCode, errorTable, type FeedState } from "@postern/engine";

const credentialsExitCode = errorTable["credentials-refused"].exitCode;

/** One exit code for several faults: a refused credential explains the others, else the gravest counts. */
export function worstExitCode(codes: readonly ErrorCode[]): number {
  const exitCodes = codes.map((code) => errorTable[code].exitCode);
  if (exitCodes.includes(credentialsExitCode)) return credentialsExitCode;
  return Math.max(0, ...exitCodes);
}

/** The code behind the state a feed was left in; null where all is well. `trouble` is what was told of it last. */
export function codeOfFeedState(state: FeedState, trouble: ErrorCode | undefined): ErrorCode | null {
  switch (state) {
    case "waiting":
    case "catching-up":
    case "healthy":
      return null;
    case "unlicensed":
      return "product-missing";
    case "not-permitted":
    case "credentials-refused":
    case "throttled":
      return state;
    case "failing":
      return trouble ?? "server-error";
  }
}
