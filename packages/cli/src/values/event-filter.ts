import type { ClickFilter, EventFilter } from "@postern/engine";
import { refang } from "../screen/defang.js";
import { parseWhole } from "./numbers.js";
import { parseTime } from "./times.js";

/** The filters of `events` as they are typed. */
export interface EventOptions {
  readonly connection?: string;
  readonly feed?: string;
  readonly type?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly url?: string;
  readonly host?: string;
  readonly messageId?: string;
  readonly verdict?: string;
  readonly subject?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
}

export interface ClickOptions {
  readonly connection?: string;
  readonly malicious?: boolean;
  readonly host?: string;
  readonly url?: string;
  readonly recipient?: string;
  readonly sender?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
}

/** Values as they are stored: addresses and hosts in lower case, URLs and hosts as they were before the screen. */
export function readEventFilter(options: EventOptions, now: number): EventFilter {
  const { connection, feed, type, verdict, subject } = options;
  return {
    ...withValue("connection", connection),
    ...withValue("feed", feed),
    ...withValue("type", type),
    ...withValue("verdict", verdict),
    ...withValue("subject", subject),
    ...withValue("messageId", options.messageId?.replace(/^<|>$/g, "")),
    ...readCommon(options, now),
  };
}

export function readClickFilter(options: ClickOptions, now: number): ClickFilter {
  return {
    ...withValue("connection", options.connection),
    ...withValue("isMalicious", options.malicious),
    ...readCommon(options, now),
  };
}

type Common = Pick<
  EventFilter & ClickFilter,
  "sender" | "recipient" | "url" | "host" | "since" | "until" | "limit"
>;

function readCommon(options: Omit<ClickOptions, "malicious" | "connection">, now: number): Common {
  const time = (text: string | undefined, option: string) =>
    text === undefined ? undefined : parseTime(text, { option, now });
  const limit =
    options.limit === undefined ? undefined : parseWhole(options.limit, { option: "--limit", least: 1 });
  return {
    ...withValue("sender", options.sender?.toLowerCase()),
    ...withValue("recipient", options.recipient?.toLowerCase()),
    ...withValue("url", options.url === undefined ? undefined : refang(options.url)),
    ...withValue("host", options.host === undefined ? undefined : refang(options.host).toLowerCase()),
    ...withValue("since", time(options.since, "--since")),
    ...withValue("until", time(options.until, "--until")),
    ...withValue("limit", limit),
  };
}

function withValue<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Each in Key]?: Value } {
  const record: { [Each in Key]?: Value } = {};
  if (value !== undefined) record[key] = value;
  return record;
}
