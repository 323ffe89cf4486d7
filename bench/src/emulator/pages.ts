import { markdown } from "../store-layout/table.js";
import { ask, authorized, type Question } from "./asking.js";
import { type Subject, startSubject } from "./subject.js";

const dayMs = 86_400_000;
const historyDays = 30;
const pageSize = 100;

interface Log {
  readonly name: string;
  readonly path: string;
  /** Names of the bounds. */
  readonly from: string;
  readonly until: string;
}

const logs: readonly Log[] = [
  { name: "clicks", path: "/api/ttp/url/get-logs", from: "from", until: "to" },
  { name: "attachments", path: "/api/ttp/attachment/get-logs", from: "from", until: "to" },
  { name: "rejections", path: "/api/gateway/get-rejections", from: "start", until: "end" },
  { name: "audit", path: "/api/audit/get-audit-events", from: "startDateTime", until: "endDateTime" },
];

/** What pages cost the server at random places of a month; the slowest log's 95th of a hundred, in milliseconds. */
export async function measurePages(options: {
  readonly messagesPerDay: number;
  readonly pages: number;
}): Promise<number> {
  const { messagesPerDay, pages } = options;
  const tenant = await startSubject({ messagesPerDay });
  const rows: string[][] = [];
  let slowest = 0;
  for (const log of logs) {
    const question = await authorized(tenant.first, log.path, {});
    const hour: number[] = [];
    const deep: number[] = [];
    for (let page = 0; page < pages; page += 1) {
      const until = Date.now() - ((page * 7919) % 10_000) * ((historyDays * dayMs) / 10_000);
      hour.push(await spentOn(tenant, question, { log, from: until - dayMs / 24, until }));
      // A month at once: the first page says how it goes on, the second is timed with it.
      const month = { log, from: until - historyDays * dayMs, until };
      const { body } = await askPage(question, month);
      deep.push(await spentOn(tenant, question, month, nextOf(body)));
    }
    slowest = Math.max(slowest, percentile(hour, 0.95), percentile(deep, 0.95));
    rows.push([log.name, ...[hour, deep].flatMap((times) => [0.5, 0.95, 1].map((part) => ms(times, part)))]);
  }
  await tenant.stop();
  const title = `Pages of ${pageSize}, ${pages} random places in ${historyDays} days, ${messagesPerDay} messages a day: processor time of the server`;
  const head = [
    "log",
    "an hour: median",
    "95 of 100",
    "worst",
    "next page in a month: median",
    "95 of 100",
    "worst",
  ];
  console.log(markdown({ title, head, rows }));
  return slowest;
}

type Span = { readonly log: Log; readonly from: number; readonly until: number };

/** Processor time: what a client waits for on a machine that has nothing else to do. */
async function spentOn(tenant: Subject, question: Question, span: Span, pageToken?: string): Promise<number> {
  const before = (await tenant.tell()).cpuMs;
  await askPage(question, span, pageToken);
  return (await tenant.tell()).cpuMs - before;
}

function nextOf(body: string): string | undefined {
  const { meta } = JSON.parse(body) as {
    readonly meta: { readonly pagination?: { readonly next?: string } };
  };
  return meta.pagination?.next;
}

async function askPage(question: Question, { log, from, until }: Span, pageToken?: string) {
  const write = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, "+0000");
  const pagination = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
  const data = [{ [log.from]: write(from), [log.until]: write(until), admin: true }];
  const body = JSON.stringify({ meta: { pagination }, data });
  const answer = await ask({ ...question, body });
  if (answer.status !== 200) throw new Error(`${log.path} answered ${answer.status}: ${answer.body}`);
  return answer;
}

export function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function ms(times: readonly number[], part: number): string {
  return `${percentile(times, part).toFixed(1)} ms`;
}
