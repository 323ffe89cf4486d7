import type { ThreatFeedType } from "@postern/mimecast";
import { formatVendorTime } from "../feeds/values/time.js";
import type { Chain, ChainFile, ChainFileAnswer, ChainPosition } from "./chain.js";
import type { ReadContext } from "./context.js";
import { openThreatFiles } from "./open-threat-file.js";
import { BrokenFile } from "./unpack.js";

/** Objects may come out a while after the time they bear. Repeats are dropped by their ids. */
const overlapMs = 3_600_000;
/** As far back as the vendor goes by itself; a tenant without news is not asked further back every time. */
const reachMs = 7 * 86_400_000;

/** A threat intelligence feed: spans of time, each a chain of bundles. */
export function openThreatFeedChain(context: ReadContext, feedType: ThreatFeedType): Chain {
  const { client, signal } = context;
  return {
    ask: (position) =>
      client.readThreatFeed({
        feedType,
        signal,
        ...(position.token === null ? spanOf(context, position) : { token: position.token }),
      }),
    open: openFiles,
    // The file's own time is that of the download.
    fallbackTime: () => context.since,
    tokensHaveSpans: true,
    maxEmptyAnswers: 3,
    format: (position) => JSON.stringify(position),
    parse: parsePosition,
  };
}

function spanOf(
  { since, now }: ReadContext,
  { latest, endedAt }: ChainPosition,
): { start: string; end: string } {
  const from = latest === null ? since : latest - overlapMs;
  const start = Math.max(from, endedAt === null ? from : endedAt - reachMs);
  return { start: formatVendorTime(start), end: formatVendorTime(now()) };
}

async function* openFiles(answer: ChainFileAnswer): AsyncGenerator<ChainFile> {
  try {
    for await (const { name, objects } of openThreatFiles(answer)) {
      yield { kind: "lines", name, lines: objects };
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    yield { kind: "broken", name: answer.fileName, problem: error.message, bytes: answer.bytes };
  }
}

function parsePosition(text: string): ChainPosition {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) {
    throw new Error(`A checkpoint of a threat feed does not parse: ${text}`);
  }
  const read = (name: string): number | null => {
    const held: unknown = Reflect.get(value, name);
    return typeof held === "number" ? held : null;
  };
  const token: unknown = Reflect.get(value, "token");
  return {
    token: typeof token === "string" ? token : null,
    latest: read("latest"),
    seen: read("seen"),
    endedAt: read("endedAt"),
  };
}
