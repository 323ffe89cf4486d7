import { createRedactor } from "@postern/mimecast";
import { destination, type Logger, pino } from "pino";
import { redact } from "../../audit/index.js";
import type { EngineEventMap, EngineEventName, EngineListener } from "../../engine/events.js";
import { PosternError } from "../../errors/index.js";
import { type LogLevel, logEntries } from "./entries.js";

/** Where lines go: whatever takes text, or a file that is appended to. */
export type LogTarget = { readonly write: (text: string) => void } | { readonly file: string };

export interface LogLine {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: object;
  readonly text: string;
}

export interface Log {
  readonly listener: EngineListener;
  /** About the process itself rather than what the engine does. */
  note(line: LogLine): void;
  /** Opens the file anew, after something else moved it away. */
  reopen(): void;
  close(): void;
}

/**
 * One line of JSON an event: `time` (ISO 8601), `level`, `event` (its name), what it is about, and `msg` in words.
 * No line holds a secret, whoever put it into an event. Throws `bad-usage` where the file can't be opened.
 */
export function createLog(request: {
  /** Each gets every line. */
  readonly targets: readonly LogTarget[];
  readonly level: LogLevel;
  readonly now: () => number;
  /** Told when a line could not be written: the work goes on without. */
  readonly onFailure?: (detail: string) => void;
}): Log {
  const { targets, level, now, onFailure } = request;
  const files = targets.flatMap((target) => ("file" in target ? openFile(target.file, onFailure) : []));
  const streams = [...files, ...targets.flatMap((target) => ("write" in target ? target : []))];
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(text) {
        for (const stream of streams) stream.write(text);
      },
    },
  );
  return {
    listener: (name, event) => logEvent(logger, name, event),
    note: (line) => write(logger, line),
    reopen() {
      for (const file of files) file.reopen();
    },
    close() {
      for (const file of files) file.end();
    },
  };
}

function openFile(file: string, onFailure: ((detail: string) => void) | undefined) {
  try {
    // Written at once: the line that tells why a process died is not to die with it.
    const stream = destination({ dest: file, append: true, mkdir: true, sync: true, mode: 0o600 });
    stream.on("error", (error: Error) => onFailure?.(error.message));
    return stream;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PosternError("bad-usage", `The log can't be written: ${why}.`, { cause: error });
  }
}

function logEvent<Name extends EngineEventName>(
  logger: Logger,
  name: Name,
  event: EngineEventMap[Name],
): void {
  const entry = logEntries[name];
  const level = typeof entry.level === "function" ? entry.level(event) : entry.level;
  if (!logger.isLevelEnabled(level)) return;
  write(logger, { level, event: nameOf(name, event), fields: fieldsOf(event), text: entry.say(event) });
}

function write(logger: Logger, { level, event, fields, text }: LogLine): void {
  logger[level]({ event, ...safe(fields) }, safeText(text));
}

/** What the API client does has names of its own. */
function nameOf(name: EngineEventName, event: EngineEventMap[EngineEventName]): string {
  return "event" in event ? event.event.type : name;
}

function fieldsOf(event: EngineEventMap[EngineEventName]): object {
  if (!("event" in event)) return event;
  const { type: _type, at: _at, ...fields } = event.event;
  return { connection: event.connection, ...fields };
}

// Events come redacted by whoever knows the secrets; this takes out what is one by its name or form.
const { clean, cleanDeep } = createRedactor([]);

function safe(fields: object): object {
  return Object(cleanDeep(redact(fields)));
}

function safeText(text: string): string {
  return clean(String(redact(text)));
}
