import type { FeedState } from "../status/status.js";
import type { ConnectionState } from "./connection.js";

/**
 * Keys of a new API 1.0 application are refused until it has spread through the vendor's systems: half an hour by
 * the vendor's own guides.
 */
export const propagationMs = 30 * 60_000;

const troubledStates: ReadonlySet<FeedState> = new Set([
  "failing",
  "not-permitted",
  "unlicensed",
  "throttled",
]);

export interface StateFacts {
  readonly pausedAt: number | null;
  readonly applicationCreatedAt: number | null;
  /** A probe went well, though nothing was read yet. */
  readonly wasTested: boolean;
  readonly feeds: readonly {
    readonly state: FeedState;
    readonly stored: number;
    readonly reason: string | null;
  }[];
  readonly now: number;
}

/** The state of a connection, from what happened. Pure. */
export function connectionStateOf(facts: StateFacts): { state: ConnectionState; reason: string | null } {
  const { pausedAt, applicationCreatedAt, feeds, now } = facts;
  if (pausedAt !== null) return { state: "paused", reason: "Paused by an operator." };
  const readyAt = applicationCreatedAt === null ? null : applicationCreatedAt + propagationMs;
  const hasData = feeds.some(({ stored }) => stored > 0);
  if (readyAt !== null && readyAt > now && !hasData) {
    const minutes = Math.ceil((readyAt - now) / 60_000);
    return {
      state: "waiting-for-propagation",
      reason: `The new application's keys work in about ${minutes} minutes.`,
    };
  }
  const refused = feeds.find(({ state }) => state === "credentials-refused");
  if (refused !== undefined) return { state: "credentials-refused", reason: refused.reason };
  if (feeds.every(({ state }) => state === "waiting")) {
    return facts.wasTested
      ? { state: "pending", reason: "The probes went well; nothing was read yet." }
      : { state: "draft", reason: "Not tried yet: run `postern test`." };
  }
  const troubled = feeds.find(({ state }) => troubledStates.has(state));
  if (!hasData) {
    return { state: "pending", reason: troubled?.reason ?? "Read, but nothing has arrived yet." };
  }
  if (troubled !== undefined) return { state: "degraded", reason: troubled.reason };
  if (feeds.some(({ state }) => state === "catching-up")) return { state: "catching-up", reason: null };
  return { state: "connected", reason: null };
}
