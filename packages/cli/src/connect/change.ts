import { type Connection, type ConnectionChange, PosternError } from "@postern/engine";
import { parseDuration } from "../values/durations.js";
import { type ConnectOptions, readRetention, toSettings } from "./gather.js";
import { changeNetwork } from "./network.js";
import { readRegion } from "./regions.js";

const hourMs = 3_600_000;

/** What can't be changed: another connection does that. */
const fixed = ["name", "generation", "credential", "applicationMade"] as const;

/** What is to be changed of a connection besides its secrets; null where nothing was asked. */
export async function readChange(
  connection: Connection | null,
  options: ConnectOptions,
): Promise<ConnectionChange | null> {
  for (const option of fixed) {
    if (options[option] === undefined) continue;
    throw new PosternError(
      "bad-usage",
      `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} can't be changed by --update: ` +
        "make another connection.",
    );
  }
  if (!isAny(options)) return null;
  if (connection === null) {
    throw new PosternError(
      "bad-usage",
      "--update names a credential: settings belong to connections, so name one of those to change them.",
    );
  }
  const { baseUrl, region, feeds, actions, lookback, actingCredential, proxyCredential } = options;
  if (region !== undefined && baseUrl !== undefined) {
    throw new PosternError("bad-usage", "Give either --region or --base-url, not both.");
  }
  const { generation } = connection;
  const host = region === undefined ? baseUrl : readRegion(region, generation);
  return {
    ...(host === undefined ? {} : { baseUrl: host }),
    ...(actingCredential === undefined ? {} : { actingCredential: orNone(actingCredential) }),
    ...(proxyCredential === undefined ? {} : { proxyCredential: orNone(proxyCredential) }),
    settings: toSettings({
      generation,
      feeds,
      actions,
      lookbackHours: lookback === undefined ? undefined : parseDuration(lookback, "--lookback") / hourMs,
      retentionDays: readRetention(options.retention),
      network: await changeNetwork(connection.settings.network, options),
    }),
  };
}

function isAny(options: ConnectOptions): boolean {
  const { baseUrl, region, feeds, actions, lookback, retention, actingCredential, proxyCredential } = options;
  const { proxy, ca, ipv4, ipv6, verify } = options;
  return [
    ...[baseUrl, region, feeds, actions, lookback, retention, actingCredential, proxyCredential],
    ...[proxy, ca, ipv4, ipv6, verify],
  ].some((option) => option !== undefined);
}

function orNone(name: string | false): string | null {
  return name === false ? null : name;
}

/** The connection as it would be, to try new secrets through. */
export function applyChange(connection: Connection, change: ConnectionChange | null): Connection {
  if (change === null) return connection;
  return {
    ...connection,
    baseUrl: change.baseUrl ?? connection.baseUrl,
    settings: { ...connection.settings, ...change.settings },
  };
}
