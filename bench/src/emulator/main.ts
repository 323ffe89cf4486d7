import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";
import { ask, askOften, authorized, closeConnections, type Question, signed } from "./asking.js";
import { readGiant } from "./giant.js";
import { measurePages, percentile } from "./pages.js";
import { measureSearches } from "./searches.js";
import { startSubject } from "./subject.js";

const messagesPerDay = 2000;
const atOnce = 8;
/** Of the bare route's rate; of milliseconds to start; of milliseconds a page takes. */
const targets = { share: 0.5, startMs: 1000, pageMs: 50 } as const;
/** Those that count; as many go before. */
const turns = 16;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What the emulated tenant costs, beside a server that does nothing but answer the same bytes. */
export async function measureEmulator(options: {
  readonly requests: number;
  readonly pages: number;
  readonly directory: string;
}): Promise<void> {
  console.log(
    `${describeMachine()}; ${messagesPerDay} messages a day; ${options.requests} requests, ${atOnce} at once`,
  );
  console.log();
  const share = await measureRates(options);
  const startMs = await measureStart();
  const pageMs = await measurePages({ messagesPerDay, pages: options.pages });
  const giant = { messagesPerDay: 5_000_000, pages: Math.ceil(options.pages / 10) };
  await measurePages(giant);
  await measureSearches({ ...giant, messagesPerDay });
  await measureSearches(giant);
  await readGiant();
  closeConnections();
  const said = (met: boolean) => (met ? "met" : "missed");
  console.log(
    markdown({
      title: "Targets",
      head: ["Target", "Measured", ""],
      rows: [
        ["at least half the bare route's requests a second", share.toFixed(2), said(share >= targets.share)],
        ["startTenant() under 1 s", `${startMs.toFixed(0)} ms`, said(startMs < targets.startMs)],
        [
          "a page anywhere in 30 days under 50 ms, 95 of 100",
          `${pageMs.toFixed(1)} ms`,
          said(pageMs < targets.pageMs),
        ],
      ],
    }),
  );
}

async function measureRates(options: {
  readonly requests: number;
  readonly directory: string;
}): Promise<number> {
  const tenant = await startSubject({ messagesPerDay });
  const keys = tenant.first;
  const data = [{ ...busyHour(Date.now()), oldestFirst: true, scanResult: "all", route: "all" }];
  const logs = "/api/ttp/url/get-logs";
  const urls = "/api/ttp/url/get-all-managed-urls";
  const blocked = Array.from({ length: 40 }, (_, index) => ({
    url: `https://bad-${index}.example/x`,
    action: "block",
  }));
  await ask(await authorized(keys, "/api/ttp/url/create-managed-url", { data: blocked }));
  const questions: readonly (readonly [string, Question])[] = [
    ["1.0, signed: clicks of an hour", signed(keys, logs, { data })],
    ["2.0, OAuth: clicks of an hour", await authorized(keys, logs, { data })],
    ["1.0, signed: managed URLs", signed(keys, urls, { data: [{}] })],
    ["2.0, OAuth: managed URLs", await authorized(keys, urls, { data: [{}] })],
  ];
  const rows: string[][] = [];
  let worst = Infinity;
  for (const [name, question] of questions) {
    const { body } = await ask(question);
    const file = join(options.directory, `postern-bench-${process.pid}.json`);
    await writeFile(file, body);
    const bare = await startSubject({ messagesPerDay, bare: file });
    const bareQuestion = { ...question, baseUrl: bare.first.v2.baseUrl };
    const times = Math.ceil(options.requests / turns);
    const measure = async (subject: typeof tenant, asked: Question) => {
      const before = (await subject.tell()).cpuMs;
      await askOften(asked, { times, atOnce });
      return (await subject.tell()).cpuMs - before;
    };
    // Short turns one after the other: a busy moment of the machine is both of theirs, or no more than one turn.
    const spent: { readonly tenant: number; readonly bare: number }[] = [];
    for (let turn = 0; turn < 2 * turns; turn += 1) {
      spent.push({ tenant: await measure(tenant, question), bare: await measure(bare, bareQuestion) });
    }
    await bare.stop();
    await rm(file);
    // As many went before, for the code to be compiled.
    const warm = spent.slice(turns);
    const rate = (cpuMs: readonly number[]) => ((times * 1000) / percentile(cpuMs, 0.5)).toFixed(0);
    const shares = warm.map((turn) => turn.bare / turn.tenant);
    const share = percentile(shares, 0.5);
    worst = Math.min(worst, share);
    rows.push([
      name,
      String(Buffer.byteLength(body)),
      rate(warm.map((turn) => turn.tenant)),
      rate(warm.map((turn) => turn.bare)),
      share.toFixed(2),
      `${percentile(shares, 0.25).toFixed(2)} to ${percentile(shares, 0.75).toFixed(2)}`,
    ]);
  }
  await tenant.stop();
  const head = [
    "List call",
    "bytes",
    "requests a second of one core",
    "bare route",
    "share",
    "half of the turns",
  ];
  console.log(markdown({ title: "Requests, by the processor time the server spends on them", head, rows }));
  return worst;
}

/** The last hour from ten to eleven of a working day: whenever the bench runs, it asks for as much. */
function busyHour(now: number): { readonly from: string; readonly to: string } {
  let from = Math.floor(now / dayMs) * dayMs - dayMs + 10 * hourMs;
  while ([0, 6].includes(new Date(from).getUTCDay())) from -= dayMs;
  const write = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, "+0000");
  return { from: write(from), to: write(from + hourMs - 1) };
}

async function measureStart(): Promise<number> {
  const starts: { readonly loadMs: number; readonly startMs: number }[] = [];
  for (let time = 0; time < 5; time += 1) {
    const subject = await startSubject({ messagesPerDay });
    starts.push(subject.first);
    await subject.stop();
  }
  const middle = starts.toSorted((one, other) => one.startMs - other.startMs)[2];
  const worst = Math.max(...starts.map(({ startMs }) => startMs));
  const rows = [
    ["startTenant()", `${middle?.startMs.toFixed(0)} ms`, `${worst.toFixed(0)} ms`],
    ["loading its modules, before", `${middle?.loadMs.toFixed(0)} ms`, ""],
  ];
  console.log(markdown({ title: "Start-up, five processes", head: ["", "median", "worst"], rows }));
  return worst;
}
