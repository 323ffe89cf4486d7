import { readFileNameTime } from "../feeds/values/time.js";
import type { Chain } from "./chain.js";
import type { ReadContext } from "./context.js";
import { openSiemFiles } from "./open-siem-file.js";

/** The mail logs of API 1.0. Without a token the oldest that is still held comes first. */
export function openMailLogChain({ client, since, signal }: ReadContext): Chain {
  return {
    ask: ({ token }) => client.readSiemLogs({ compress: true, signal, ...(token === null ? {} : { token }) }),
    open: openSiemFiles,
    fallbackTime: (answer, fileName) =>
      readFileNameTime(fileName) ?? readFileNameTime(answer.fileName) ?? since,
    tokensHaveSpans: false,
    // Files without records are usual, and the end is told.
    maxEmptyAnswers: Number.POSITIVE_INFINITY,
    // The token alone, as it always was.
    format: ({ token }) => token ?? "",
    parse: (text) => ({ token: text === "" ? null : text, latest: null, seen: null, endedAt: null }),
  };
}
