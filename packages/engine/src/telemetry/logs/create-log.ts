import { createRedactor } from "@postern/mimecast";
import { destination, type Logger, pino } from "pino";
import { redact } from "../../audit/index.js";
import type { EngineEventMap, EngineEventName, EngineListener } from "../../engine/events.js";
import { PosternError } from "../../errors/index.js";
import { type LogLevel, logEntries } from "./entries.js";

/** Where lines go: whatever takes text, or a file that is appended to. */
export type LogTarget = { readonly write: (text: string) => void } | { readonly file: string };

export interface Log {
  readonly listener: EngineListener;
  /** The last line of a process that can't go on. */
  fatal(error: PosternError): void;
  /** Opens the file anew, after something else moved it away. */
  reopen(): void;
  close(): void;
}

/**
 * One line of JSON an event: `time` (ISO 8601), `level`, `event` (its name), what it is about, and `msg` in words.
 * No line holds a secret, whoever put it into an event. Throws `bad-usage` where the file can't be opened.
 */
export function createLog(request: {
  readonly target: LogTarget;
  readonly level: LogLevel;
  readonly now: () => number;
  /** Told when a line could not be written: the work goes on without. */
  readonly onFailure?: (detail: string) => void;
}): Log {
  const { target, level, now } = request;
  const stream = "file" in target ? openFile(target.file, request.onFailure) : null;
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream ?? ("write" in target ? target : undefined),
  );
  return {
    listener: (name, event) => logEvent(logger, name, event),
    fatal: (error) => {
      write(logger, {
        level: "fatal",
        event: "service.failed",
        fields: { code: error.code },
        text: error.message,
      });
      stream?.flushSync();
    },
    reopen: () => stream?.reopen(),
    close: () => stream?.end(),
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

function write(logger: Logger, line: { level: LogLevel; event: string; fields: object; text: string }): void {
  const { level, event, fields, text } = line;
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
