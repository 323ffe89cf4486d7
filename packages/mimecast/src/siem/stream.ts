import { operation } from "../catalogue/index.js";
import type { Caller } from "../exchange/index.js";
import { readSiemPage } from "./page.js";
import type { StreamPage, StreamRequest } from "./stream-types.js";

/** Reads one page of mail events as they come. */
export async function readStream(caller: Caller, request: StreamRequest = {}): Promise<StreamPage> {
  const { operation: name = "siem.stream.cg", types, from, until, nextPage } = request;
  const page = await readSiemPage(caller, name, {
    query: {
      types: types?.join(","),
      dateRangeStartsAt: formatTime(from),
      dateRangeEndsAt: formatTime(until),
      pageSize: request.pageSize ?? operation(name).pageSize?.default ?? 100,
      nextPage,
    },
    signal: request.signal,
  });
  return {
    events: page.entries,
    nextPage: page.nextPage,
    isCaughtUp: page.isCaughtUp,
    requestId: page.requestId,
  };
}

/** The stream takes times with milliseconds; the listing of files takes days. */
function formatTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
