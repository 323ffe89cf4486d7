import type { ClientEvent } from "@postern/mimecast";
import type { EngineEventMap, EngineEventName } from "../engine/events.js";

type Samples = { readonly [Name in EngineEventName]: readonly EngineEventMap[Name][] };

const place = { connection: "eu", feed: "ttp-url" };
const request = {
  at: 0,
  operation: "ttp.url.get-logs",
  url: "https://api.example/api/ttp/url/get-logs",
  attempt: 1,
  requestId: "r1",
} as const;

const clientEvents: { readonly [Type in ClientEvent["type"]]: Extract<ClientEvent, { type: Type }> } = {
  "request.started": { ...request, type: "request.started" },
  "request.answered": { ...request, type: "request.answered", httpStatus: 200, durationMs: 5, sizeBytes: 9 },
  "request.failed": {
    ...request,
    type: "request.failed",
    kind: "throttled",
    httpStatus: 429,
    vendorCodes: ["x"],
    systemCode: null,
  },
  "request.retried": { ...request, type: "request.retried", kind: "throttled", waitMs: 9 },
  "request.throttled": {
    ...request,
    type: "request.throttled",
    by: "vendor",
    waitMs: 9,
    reaction: "waiting",
  },
  "token.renewed": { type: "token.renewed", at: 0, operation: null, expiresAt: 9 },
  "connection.opened": {
    type: "connection.opened",
    at: 0,
    operation: null,
    remoteAddress: "192.0.2.1",
    localAddress: "192.0.2.2",
    isProxy: false,
  },
};

/** Every event of the map, and every one within `client.event`, once. One that is missing here does not compile. */
export const sampleEvents: Samples = {
  "service.started": [{ connections: 1 }],
  "service.stopped": [{}],
  "lease.taken": [{ connections: ["eu"] }],
  "lease.released": [{ connections: ["eu"] }],
  "lease.waiting": [{ connection: "eu" }],
  "poll.started": [{ connection: "eu" }],
  "poll.finished": [{ connection: "eu", nextPollAt: 9 }],
  "poll.failed": [{ connection: "eu", code: "internal", detail: "x" }],
  "feed.started": [place],
  "batch.committed": [
    { ...place, part: "p", place: "x", stored: 3, duplicates: 2, quarantined: 1, durationMs: 12 },
  ],
  "window.completed": [{ ...place, from: 0, until: 9, left: 1 }],
  "file.completed": [{ ...place, part: "p", file: "f" }],
  "feed.trouble": [{ ...place, code: "throttled", detail: "x" }],
  "feed.finished": [
    { ...place, state: "failing", code: "internal", reason: "x", stored: 3, duplicates: 2, quarantined: 1 },
  ],
  "run.expired": [{ connection: "eu", runId: "r", undoneBy: null, outcome: null, detail: "x" }],
  "notice.raised": [{ kind: "feed-stale", connection: "eu", detail: "x" }],
  "notice.recovered": [{ kind: "feed-stale", connection: "eu", detail: "x" }],
  "notification.sent": [{ channel: "ops" }],
  "notification.failed": [{ channel: "ops", detail: "x", isGivenUp: false }],
  "store.paused": [{ trouble: "nearly-full", detail: "x" }],
  "store.resumed": [{}],
  "retention.failed": [{ detail: "x" }],
  "client.event": Object.values(clientEvents).map((event) => ({ connection: "eu", event })),
};
