import { type EngineListener, PosternError } from "@postern/engine";
import { createLog, type Log, type LogLevel, logLevels } from "@postern/engine/telemetry";
import { createPollView } from "../collecting/poll-view.js";
import { createProgressBook } from "../collecting/progress.js";
import type { Context } from "../program/context.js";

export interface LogOptions {
  readonly log?: string;
  readonly logLevel?: string;
  readonly logFile?: string;
}

/** What a long-running command tells, and where. */
export interface Logs {
  readonly listener: EngineListener;
  /** Standard error is read by programs: nothing but JSON may stand there. */
  readonly isJson: boolean;
  fatal(error: PosternError): void;
  close(): void;
}

/** Lines for people on a terminal, JSON for programs anywhere else, and a file beside where one is named. */
export function openLogs(context: Context, options: LogOptions): Logs {
  const { out, err, now } = context;
  const isJson = readForm(options.log, out.isTerminal) === "json";
  if (options.logLevel !== undefined && !isJson && options.logFile === undefined)
    throw new PosternError(
      "bad-usage",
      "--log-level is about logs: give --log json or --log-file FILE as well.",
    );
  const level = readLevel(options.logLevel);
  const logs: Log[] = [];
  if (isJson) logs.push(createLog({ target: err, level, now }));
  if (options.logFile !== undefined) {
    const onFailure = tellOnce((detail) => err.line(`The log can't be written: ${detail}`));
    logs.push(createLog({ target: { file: options.logFile }, level, now, onFailure }));
  }
  const listeners = logs.map(({ listener }) => listener);
  if (!isJson) listeners.push(createProgressBook(createPollView(out, now)).listener);
  const reopen = () => {
    for (const log of logs) log.reopen();
  };
  // Whoever rotates logs moves the file away and sends this signal.
  if (options.logFile !== undefined) process.on("SIGHUP", reopen);
  return {
    isJson,
    listener: (name, event) => {
      for (const listener of listeners) listener(name, event);
    },
    fatal: (error) => {
      for (const log of logs) log.fatal(error);
    },
    close() {
      process.off("SIGHUP", reopen);
      for (const log of logs) log.close();
    },
  };
}

function readForm(text: string | undefined, isTerminal: boolean): "text" | "json" {
  if (text === undefined) return isTerminal ? "text" : "json";
  if (text === "text" || text === "json") return text;
  throw new PosternError("bad-usage", `--log: "${text}" is neither text nor json.`);
}

function readLevel(text: string | undefined): LogLevel {
  const level = logLevels.find((known) => known === (text ?? "info"));
  if (level !== undefined) return level;
  throw new PosternError("bad-usage", `--log-level: "${text}" is none of ${logLevels.join(", ")}.`);
}

function tellOnce(tell: (detail: string) => void): (detail: string) => void {
  let isTold = false;
  return (detail) => {
    if (!isTold) tell(detail);
    isTold = true;
  };
}
