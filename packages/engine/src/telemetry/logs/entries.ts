import type { ClientEvent } from "@postern/mimecast";
import type { EngineEventMap, EngineEventName } from "../../engine/events.js";

/** How much is told: each level tells what stands before it, too. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof logLevels)[number];

/** How an event becomes a line: at which level, and what it says in words. */
interface LogEntry<Event> {
  readonly level: LogLevel | ((event: Event) => LogLevel);
  readonly say: (event: Event) => string;
}

type LogEntries = { readonly [Name in EngineEventName]: LogEntry<EngineEventMap[Name]> };

/** Every event of the engine. One that is missing here does not compile. */
export const logEntries: LogEntries = {
  "service.started": { level: "info", say: ({ connections }) => `collecting, connections: ${connections}` },
  "service.stopped": { level: "info", say: () => "stopped" },
  "lease.taken": { level: "debug", say: ({ connections }) => `works for ${connections.join(", ")}` },
  "lease.released": { level: "debug", say: ({ connections }) => `lets go of ${connections.join(", ")}` },
  "lease.waiting": {
    level: "info",
    say: () => "another process collects for it; this one takes over when that one ends",
  },
  "poll.started": { level: "debug", say: () => "a turn begins" },
  "poll.finished": { level: "debug", say: () => "the turn is over" },
  "poll.failed": { level: "error", say: ({ detail }) => detail },
  "feed.started": { level: "debug", say: () => "reading" },
  "batch.committed": { level: "debug", say: ({ stored }) => `committed, new events: ${stored}` },
  "window.completed": { level: "debug", say: ({ left }) => `a window is complete, left: ${left}` },
  "file.completed": { level: "debug", say: ({ file }) => `${file} is complete` },
  "feed.trouble": { level: "warn", say: ({ detail }) => detail },
  "feed.finished": {
    level: ({ state }) => (state === "healthy" || state === "catching-up" ? "info" : "warn"),
    say: ({ state, stored, reason }) => reason ?? `${state}, new events: ${stored}`,
  },
  "run.expired": {
    level: ({ undoneBy }) => (undoneBy === null ? "error" : "info"),
    say: ({ undoneBy }) =>
      undoneBy === null ? "its time is up, and it was not taken back" : "its time is up: taken back",
  },
  "notice.raised": { level: "warn", say: ({ detail }) => detail },
  "notice.recovered": { level: "info", say: ({ detail }) => detail },
  "notification.sent": { level: "info", say: ({ channel }) => `${channel} was told` },
  "notification.failed": {
    level: ({ isGivenUp }) => (isGivenUp ? "error" : "warn"),
    say: ({ detail }) => detail,
  },
  "store.paused": { level: "error", say: ({ detail }) => `collecting is paused: ${detail}` },
  "store.resumed": { level: "info", say: () => "collecting goes on" },
  "retention.failed": { level: "error", say: ({ detail }) => detail },
  "client.event": {
    level: ({ event }) => clientLevels[event.type],
    say: ({ event }) =>
      [event.operation === null ? "" : `${event.operation}: `, event.type.replace(".", " ")].join(""),
  },
};

const clientLevels: { readonly [Type in ClientEvent["type"]]: LogLevel } = {
  "request.started": "trace",
  "request.answered": "debug",
  "request.failed": "warn",
  "request.retried": "info",
  "request.throttled": "info",
  "token.renewed": "debug",
  "connection.opened": "debug",
};
