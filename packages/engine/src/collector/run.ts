import { setTimeout as waitInRealTime } from "node:timers/promises";
import type { EngineListener } from "../engine/events.js";

const minuteMs = 60_000;
export const defaultCadenceMinutes = 15;

export interface PolledConnection {
  readonly name: string;
  /** Feeds that are polled more often than the others, and how often. */
  readonly streams: readonly { readonly feed: string; readonly everyMinutes: number }[];
}

/**
 * Polls each connection at its cadence until stopped, and its streams in between; one that fails doesn't hold up the
 * others.
 */
export async function runCollector(request: {
  readonly connections: () => Promise<readonly PolledConnection[]>;
  /** All feeds of a connection, or those named. */
  readonly poll: (connection: string, feeds: readonly string[] | undefined) => Promise<void>;
  readonly cadenceMinutes: number | undefined;
  readonly now: () => number;
  /** Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly listener: EngineListener;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connections, poll, now, listener, signal } = request;
  const sleep =
    request.sleep ??
    (async (milliseconds) => {
      await waitInRealTime(milliseconds, undefined, { signal }).catch(() => {});
    });
  const cadenceMs = (request.cadenceMinutes ?? defaultCadenceMinutes) * minuteMs;
  /** Gives the time when the streams are to be polled next. */
  const pollEach = async (what: "everything" | "streams", nextPollAt: number): Promise<number> => {
    const all = await connections();
    const polled = what === "everything" ? all : all.filter(({ streams }) => streams.length > 0);
    await Promise.all(
      polled.map(async ({ name, streams }) => {
        const feeds = what === "everything" ? undefined : streams.map(({ feed }) => feed);
        await poll(name, feeds);
        if (!signal.aborted) listener("poll.finished", { connection: name, nextPollAt });
      }),
    );
    return now() + streamCadenceMs(polled);
  };
  while (!signal.aborted) {
    const nextPollAt = now() + cadenceMs;
    let nextStreamsAt = await pollEach("everything", nextPollAt);
    // The clock may be a virtual one that runs faster than the timers: look at it every now and then.
    while (!signal.aborted && now() < nextPollAt) {
      if (now() >= nextStreamsAt) nextStreamsAt = await pollEach("streams", nextPollAt);
      await sleep(Math.min(1000, Math.max(0, nextPollAt - now())));
    }
  }
}

/** The shortest of all: a stream that is polled more often than it asks for keeps to its share all the same. */
function streamCadenceMs(polled: readonly PolledConnection[]): number {
  const minutes = polled.flatMap(({ streams }) => streams.map(({ everyMinutes }) => everyMinutes));
  return Math.min(...minutes) * minuteMs;
}
