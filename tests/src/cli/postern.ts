import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Engine, openEngine } from "@postern/engine";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = join(root, "packages", "cli", "bin", "postern.js");

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
  stdout(): string;
  stderr(): string;
  /** Resolves once one of the outputs holds the text. */
  until(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Closes our end of its standard output, as `head` does. */
  stopReading(): void;
}

/** The data directory from within: to set a stage and to look behind it without starting the command. */
export async function withEngine<Result>(
  terminal: Terminal,
  work: (engine: Engine) => Promise<Result>,
  options: { readonly vaultKey?: string } = {},
): Promise<Result> {
  const engine = await openEngine({ home: terminal.home, ...options });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

export interface Terminal {
  /** The data directory. */
  readonly home: string;
  /** Where the command is started, how, and with which environment: for what starts it otherwise. */
  readonly directory: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a command to its end. */
  run(words: readonly string[], options?: RunOptions): Promise<Outcome>;
  start(words: readonly string[], options?: RunOptions): Running;
  /** Starts a command by another program, which is given the command as its last words. */
  startUnder(before: readonly [string, ...string[]], words: readonly string[]): Running;
  /** Runs a line as somebody would type it, whatever the program is called there. */
  type(line: string): Running;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** A person's terminal: the command as it is shipped, in a data directory of its own. */
export async function openTerminal(): Promise<Terminal> {
  const directory = await mkdtemp(join(tmpdir(), "postern-cli-"));
  const home = join(directory, "home");
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: directory,
    TMPDIR: directory,
    POSTERN_HOME: home,
  };
  const running = new Set<ChildProcessWithoutNullStreams>();
  const open = (program: string, { words, options }: { words: readonly string[]; options: RunOptions }) => {
    const child = spawn(program, words, { cwd: root, env: { ...environment, ...options.environment } });
    running.add(child);
    child.once("close", () => running.delete(child));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    return watch(child);
  };
  const start = (words: readonly string[], options: RunOptions = {}) =>
    open(process.execPath, { words: [script, ...words], options });
  return {
    home,
    directory: root,
    command: [process.execPath, script],
    environment,
    start,
    run: (words, options) => start(words, options).ended,
    startUnder: ([program, ...before], words) =>
      open(program, { words: [...before, process.execPath, script, ...words], options: {} }),
    type(line) {
      const rest = line.slice(line.indexOf("postern") + "postern".length).replace(/^\.js/, "");
      return open("sh", { words: ["-c", `exec '${process.execPath}' '${script}'${rest}`], options: {} });
    },
    async close() {
      for (const child of running) child.kill("SIGKILL");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function watch(child: ChildProcessWithoutNullStreams): Running {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    stdout += piece;
  });
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    stderr += piece;
  });
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  const holds = (text: string) => stdout.includes(text) || stderr.includes(text);
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (holds(text)) resolve();
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.once("close", () => reject(new Error(`ended without "${text}":\n${stdout}\n${stderr}`)));
        look();
      }),
    signal: (name) => {
      child.kill(name);
    },
    stopReading: () => {
      child.stdout.destroy();
    },
  };
}

/** The last line of an output, read as JSON. */
export function lastJson(text: string): unknown {
  return JSON.parse(text.trimEnd().split("\n").at(-1) ?? "");
}
