import { gunzipSync } from "node:zlib";
import { dayMs, hourMs, minuteMs } from "../../clock/spans.js";
import type { streamGuesses } from "../../guesses/table/stream.js";
import type { Tenant } from "../../index.js";
import { readNumber } from "../../wire/decode.js";
import { listFiles, readStream, readWholeStream } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const moment = (time: number) => new Date(time).toISOString();

/** How many events of the last hours there are in a span that begins and ends with an event. */
const countBetweenEvents = async (tenant: Tenant, now: number) => {
  const query = { dateRangeStartsAt: moment(now - 6 * hourMs) };
  const events = await readWholeStream(tenant, query);
  const times = events.map((event) => readNumber(event, "timestamp") ?? 0);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = { dateRangeStartsAt: moment(first), dateRangeEndsAt: moment(last) };
  const inside = (await readWholeStream(tenant, span)).map((event) => readNumber(event, "timestamp"));
  return [inside.includes(first), inside.includes(last)];
};

const integratedClicks = async (tenant: Tenant) => {
  const query = { type: "urlclick", dateRangeStartsAt: "2026-03-09" };
  const { files } = await listFiles(tenant, query, { product: "ci" });
  const texts = await Promise.all(
    files.map(async ({ url }) => gunzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).toString()),
  );
  return texts.join("");
};

const options = { messagesPerDay: 1000, historyDays: 4 };

export const streamProbes: Record<keyof typeof streamGuesses, Probe> = {
  streamDelaySeconds: {
    options,
    other: 3600,
    look: async (tenant, clock) =>
      (await readWholeStream(tenant, { dateRangeStartsAt: moment(clock.now() - 2 * hourMs) })).length,
  },
  streamStartInclusive: { options, look: (tenant, clock) => countBetweenEvents(tenant, clock.now()) },
  streamEndInclusive: { options, look: (tenant, clock) => countBetweenEvents(tenant, clock.now()) },
  streamEmptySpan: {
    look: async (tenant, clock) => {
      const time = moment(clock.now() - hourMs);
      const query = { dateRangeStartsAt: time, dateRangeEndsAt: time };
      const { reply, events } = await readStream(tenant, query);
      return [outcome(reply), events.length];
    },
  },
  streamHoursBack: { options, other: 1, look: async (tenant) => (await readWholeStream(tenant, {})).length },
  streamPageSizeTells: {
    look: async (tenant, clock) => {
      const query = { dateRangeStartsAt: moment(clock.now() - minuteMs), pageSize: "77" };
      return (await readStream(tenant, query)).reply.json["pageSize"];
    },
  },
  idleStreamCursor: {
    look: async (tenant, clock) => {
      const { nextPage } = await readStream(tenant, {});
      clock.advance(2 * dayMs);
      return (await readStream(tenant, { nextPage })).reply.status;
    },
  },
  integratedClicks: { options, look: integratedClicks },
  integratedClickForm: { options, look: integratedClicks },
};
