import type { Readable } from "node:stream";
import type { OutputStream, Screen } from "../screen/screen.js";
import { createScreen } from "../screen/screen.js";
import { nameOfProgram, quoteWord } from "./command-line.js";
import { resolveHome } from "./home.js";
import { createStopSignal, type StopSignal } from "./stop.js";

export interface InputStream extends Readable {
  readonly isTTY?: boolean;
}

/** Where a command runs. Handed to every command, so that tests can bring their own. */
export interface Surface {
  readonly output: OutputStream;
  readonly errors: OutputStream;
  readonly input: InputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly userDirectory: string;
  readonly workingDirectory: string;
  readonly script: string | undefined;
  readonly now: () => number;
}

export interface Context {
  /** For what was asked for. */
  readonly out: Screen;
  /** For progress, questions and errors. */
  readonly err: Screen;
  readonly input: InputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether somebody is there to answer a question. */
  readonly isInteractive: boolean;
  readonly home: string;
  /** Why, as --reason has it: it stands in the audit log with whatever the command changes. */
  readonly reason: string | undefined;
  readonly now: () => number;
  readonly stop: StopSignal;
  exitCode: number;
  useHome(flag: string | undefined): void;
  useReason(text: string | undefined): void;
  /** A command that works when typed into another terminal, data directory included. */
  propose(words: readonly string[], home?: string): string;
}

export function createContext(surface: Surface): Context {
  const { environment } = surface;
  let homeFlag: string | undefined;
  let reason: string | undefined;
  return {
    out: createScreen(surface.output, environment),
    err: createScreen(surface.errors, environment),
    input: surface.input,
    environment,
    platform: surface.platform,
    isInteractive: surface.input.isTTY === true && surface.errors.isTTY === true,
    get home() {
      return resolveHome(homeFlag, surface);
    },
    get reason() {
      return reason;
    },
    now: surface.now,
    stop: createStopSignal(),
    exitCode: 0,
    useHome(flag) {
      homeFlag = flag;
    },
    useReason(text) {
      reason = text;
    },
    propose(words, home) {
      const directory = home ?? homeFlag;
      const all = directory === undefined ? words : [...words, "--home", directory];
      return [nameOfProgram(surface), ...all.map(quoteWord)].join(" ");
    },
  };
}
