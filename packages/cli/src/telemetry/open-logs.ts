import { type EngineListener, PosternError } from "@postern/engine";
import { createLog, type LogLevel, type LogLine, logLevels } from "@postern/engine/telemetry";
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
  /** Into the logs alone. */
  note(line: LogLine): void;
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
  const { logFile } = options;
  const targets = [isJson ? [err] : [], logFile === undefined ? [] : [{ file: logFile }]].flat();
  const onFailure = tellOnce((detail) => err.line(`The log can't be written: ${detail}`));
  const log = targets.length === 0 ? null : createLog({ targets, level, now, onFailure });
  const book = isJson ? null : createProgressBook(createPollView(out, now));
  const reopen = () => log?.reopen();
  // Whoever rotates logs moves the file away and sends this signal.
  if (logFile !== undefined) process.on("SIGHUP", reopen);
  return {
    isJson,
    listener(name, event) {
      log?.listener(name, event);
      book?.listener(name, event);
    },
    note: (line) => log?.note(line),
    close() {
      process.off("SIGHUP", reopen);
      log?.close();
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
