import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";

const commands = [["--version"], ["status"], ["runs", "--json"], ["block", "--help"]] as const;

/** The command as compiled and as packed; and Node alone, below which nothing gets. */
const ways = {
  node: "",
  compiled: program("dist"),
  packed: program("bundle"),
} as const;

type Way = keyof typeof ways;

/** Milliseconds: by the clock, and of processor time, which a busy machine doesn't change as much. */
interface Spent {
  readonly elapsed: number;
  readonly cpu: number;
}

function program(directory: "bundle" | "dist"): string {
  const main = new URL(`../../../packages/cli/${directory}/main.js`, import.meta.url).href;
  return `import(${JSON.stringify(main)}).then((postern) => postern.main());\n`;
}

/** How long a command takes that does next to nothing, in an empty data directory. */
export async function measureStart(options: {
  readonly rounds: number;
  readonly directory: string;
}): Promise<void> {
  const directory = await mkdtemp(join(options.directory, "postern-bench-start-"));
  try {
    const rows: string[][] = [];
    for (const words of commands) {
      const medians = await measureCommand(words, { rounds: options.rounds, directory });
      rows.push([
        `postern ${words.join(" ")}`,
        ...(["node", "compiled", "packed"] as const).flatMap((way) => [
          `${medians[way].elapsed.toFixed(0)} ms`,
          `${medians[way].cpu.toFixed(0)} ms`,
        ]),
        (medians.compiled.cpu / medians.packed.cpu).toFixed(2),
      ]);
    }
    console.log(`${describeMachine()}; medians of ${options.rounds} starts each, in turns`);
    console.log();
    console.log(
      markdown({
        title: "Start",
        head: ["command", "Node alone", "CPU", "compiled", "CPU", "packed", "CPU", "CPU, compiled to packed"],
        rows,
      }),
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function measureCommand(
  words: readonly string[],
  { rounds, directory }: { readonly rounds: number; readonly directory: string },
): Promise<Record<Way, Spent>> {
  const spent: Record<Way, Spent[]> = { node: [], compiled: [], packed: [] };
  const names = Object.keys(ways) as Way[];
  for (const way of names) await writeFile(join(directory, `${way}.mjs`), ways[way] + tellCpu);
  // The first of each brings the files into memory, and counts for nothing.
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of names) {
      const one = start(join(directory, `${way}.mjs`), { words, home: join(directory, "home") });
      if (round > 0) spent[way].push(one);
    }
  }
  return { node: median(spent.node), compiled: median(spent.compiled), packed: median(spent.packed) };
}

const tellCpu = `
import { writeSync } from "node:fs";
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, String((user + system) / 1000));
});
`;

function start(
  script: string,
  { words, home }: { readonly words: readonly string[]; readonly home: string },
): Spent {
  const before = performance.now();
  const { status, output } = spawnSync(process.execPath, [script, ...words], {
    encoding: "utf8",
    env: { ...process.env, POSTERN_HOME: home },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const elapsed = performance.now() - before;
  if (status !== 0) throw new Error(`${script} ${words.join(" ")} ended with ${status}: ${output[2]}`);
  return { elapsed, cpu: Number(output[3]) };
}

function median(spent: readonly Spent[]): Spent {
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    elapsed: middle(spent.map(({ elapsed }) => elapsed)),
    cpu: middle(spent.map(({ cpu }) => cpu)),
  };
}
