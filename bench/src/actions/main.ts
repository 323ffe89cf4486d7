import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";
import { measureQuota } from "./quota.js";
import { openBare, openPostern, type Side } from "./sides.js";
import { startTenantProcess, type TenantProcess } from "./tenant.js";

interface Measured {
  readonly ms: number;
  /** Of processor time, all threads: what a busy machine does not stretch much. */
  readonly workMs: number;
  readonly calls: number;
}

interface Deed {
  readonly name: string;
  /** How often in a round; the median counts. */
  readonly times: number;
  readonly run: (side: Side, turn: number) => Promise<void>;
}

/** From command to verified containment, against the bare calls it needs; each side on a tenant of its own, in turns. */
export async function measureActions(options: {
  readonly urls: number;
  readonly rounds: number;
  readonly directory: string;
}): Promise<void> {
  const { urls, rounds, directory } = options;
  const deeds: readonly Deed[] = [
    {
      name: "block one URL",
      times: 20,
      run: (side, turn) => side.blockUrls([`https://one${String(turn)}.bad.example/`]),
    },
    {
      name: "block one sender",
      times: 20,
      run: (side, turn) => side.blockSender(`x${String(turn)}@bad.example`),
    },
    {
      name: `block ${urls.toLocaleString("en")} URLs`,
      times: 1,
      run: (side, turn) =>
        side.blockUrls(
          Array.from(
            { length: urls },
            (_, index) => `https://m${String(turn)}-${String(index)}.bad.example/`,
          ),
        ),
    },
  ];
  const openings = [openBare, (tenant: TenantProcess) => openPostern(tenant, directory)];
  const found = deeds.map(() => openings.map((): Measured[] => []));
  for (let round = 0; round < rounds; round += 1) {
    // Turn about, so that neither is always the one on the warm machine.
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    for (const index of order) {
      const open = openings[index];
      if (open === undefined) continue;
      const tenant = await startTenantProcess();
      const side = await open(tenant);
      for (const [number, deed] of deeds.entries()) {
        found[number]?.[index]?.push(await measure(deed, side, tenant));
      }
      await side.close();
      await tenant.stop();
    }
  }
  const rows = deeds.map(({ name }, number) => {
    const [bare, postern] = (found[number] ?? []).map(middle);
    const ratio = (postern?.ms ?? 0) / (bare?.ms ?? 1);
    return [
      name,
      String(bare?.calls),
      String(postern?.calls),
      `${(bare?.ms ?? 0).toFixed(1)} ms`,
      `${(postern?.ms ?? 0).toFixed(1)} ms`,
      ratio.toFixed(2),
      `${(bare?.workMs ?? 0).toFixed(1)} ms`,
      `${(postern?.workMs ?? 0).toFixed(1)} ms`,
    ];
  });
  const head = [
    "what",
    "bare calls",
    "Postern's calls",
    "bare",
    "Postern",
    "ratio",
    "bare, processor",
    "Postern, processor",
  ];
  const title = `From command to verified containment: ${describeMachine()}; ${String(rounds)} rounds, medians`;
  console.log(markdown({ title, head, rows }));
  await tellQuota({ urls, directory });
}

/** Under a quota its own work has to vanish beside the waiting. */
async function tellQuota(options: { readonly urls: number; readonly directory: string }): Promise<void> {
  const { urls, callsPerMinute, idealMs, waitedMs, workedMs } = await measureQuota(options);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const took = waitedMs + workedMs;
  const ratio = idealMs === 0 ? "-" : (took / idealMs).toFixed(3);
  const row = [seconds(idealMs), seconds(waitedMs), seconds(workedMs), ratio];
  const head = ["by the quota alone", "waited", "worked beside", "ratio"];
  const title = `${urls.toLocaleString("en")} URLs at ${String(callsPerMinute)} calls a minute of each operation`;
  console.log(markdown({ title, head, rows: [row] }));
}

async function measure({ times, run }: Deed, side: Side, tenant: TenantProcess): Promise<Measured> {
  const spent: Measured[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const before = await tenant.report();
    const started = performance.now();
    const worked = process.cpuUsage();
    await run(side, turn);
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(worked);
    spent.push({
      ms,
      workMs: (user + system) / 1000,
      calls: (await tenant.report()).requests - before.requests,
    });
  }
  return middle(spent);
}

function middle(measured: readonly Measured[]): Measured {
  const sorted = [...measured].sort((one, other) => one.ms - other.ms);
  return sorted[Math.floor(sorted.length / 2)] ?? { ms: Number.NaN, workMs: Number.NaN, calls: 0 };
}
