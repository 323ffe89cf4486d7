import { feedsOf, type NetworkSettings, type NewConnection, PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import type { SecretValues } from "../credentials/fields.js";
import { type GivenSecrets, gatherSecrets, type SourceOptions } from "../credentials/sources.js";
import type { Context } from "../program/context.js";
import { expandActions } from "../values/action-words.js";
import { parseDuration } from "../values/durations.js";
import { parseWhole } from "../values/numbers.js";
import { parsePastTime } from "../values/times.js";
import { changeNetwork, type NetworkOptions } from "./network.js";
import { readRegion } from "./regions.js";

/** What a connection is made of, as it is typed. */
export interface ConnectOptions extends SourceOptions, NetworkOptions {
  readonly name?: string;
  readonly generation?: string;
  readonly region?: string;
  readonly baseUrl?: string;
  readonly feeds?: readonly string[];
  readonly actions?: readonly string[];
  readonly lookback?: string;
  readonly retention?: string;
  readonly credential?: string;
  readonly actingCredential?: string | false;
  readonly proxyCredential?: string | false;
  readonly applicationMade?: string;
  /** Whoever has just made keys means those, and not what stands in the environment. */
  readonly ignoresEnvironment?: boolean;
}

const hourMs = 3_600_000;
const generations: readonly Generation[] = ["1.0", "2.0"];

/** What is known of a connection before anybody is asked. */
export interface Draft extends Choices {
  readonly name: string | undefined;
  readonly generation: Generation | undefined;
  baseUrlOf(generation: Generation): string | undefined;
  readonly secrets: GivenSecrets;
}

/** What has a default, or may be left out. */
interface Choices {
  readonly feeds: readonly string[] | undefined;
  readonly actions: readonly string[] | undefined;
  readonly lookbackHours: number | undefined;
  /** null: no retention, however old. */
  readonly retentionDays: number | null | undefined;
  readonly network: NetworkSettings | undefined;
  /** Name of a credential that exists already. */
  readonly credential: string | undefined;
  readonly actingCredential: string | undefined;
  readonly proxyCredential: string | undefined;
  readonly applicationCreatedAt: number | undefined;
}

/** Flags win over the file, the file over the environment. */
export async function gatherDraft(context: Context, options: ConnectOptions): Promise<Draft> {
  const { lookback, applicationMade, credential } = options;
  const chosen = readGeneration(options.generation);
  if (options.region !== undefined && options.baseUrl !== undefined) {
    throw new PosternError("bad-usage", "Give either --region or --base-url, not both.");
  }
  const usesEnvironment = credential === undefined && options.ignoresEnvironment !== true;
  const secrets = await gatherSecrets(context, options, { usesEnvironment });
  return {
    name: options.name,
    generation: chosen ?? secrets.guessKind(generations),
    baseUrlOf: (generation) =>
      options.region === undefined
        ? (options.baseUrl ?? secrets.baseUrlOf(generation))
        : readRegion(options.region, generation),
    secrets,
    feeds: options.feeds,
    actions: options.actions,
    lookbackHours: lookback === undefined ? undefined : parseDuration(lookback, "--lookback") / hourMs,
    retentionDays: readRetention(options.retention),
    network: await changeNetwork({}, options),
    credential,
    actingCredential: options.actingCredential === false ? undefined : options.actingCredential,
    proxyCredential: readProxyCredential(options),
    applicationCreatedAt:
      applicationMade === undefined
        ? undefined
        : parsePastTime(applicationMade, { option: "--application-made", now: context.now() }),
  };
}

export function readGeneration(text: string | undefined): Generation | undefined {
  if (text === undefined || text === "1.0" || text === "2.0") return text;
  throw new PosternError("bad-usage", `--generation: "${text}" is neither 1.0 nor 2.0.`);
}

export function readRetention(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return text === "none" ? null : parseWhole(text.replace(/d$/, ""), { option: "--retention", least: 1 });
}

function readProxyCredential({ proxy, proxyCredential }: ConnectOptions): string | undefined {
  if (proxyCredential === undefined || proxyCredential === false) return undefined;
  if (typeof proxy === "string") return proxyCredential;
  throw new PosternError("bad-usage", "--proxy-credential needs --proxy: the URL of the proxy it is for.");
}

/** All values of a connection, whoever gave them. */
export interface ConnectionValues extends Choices {
  readonly name: string;
  readonly generation: Generation;
  readonly baseUrl: string;
  /** null with a credential that exists already. */
  readonly secrets: SecretValues | null;
}

export function toNewConnection(values: ConnectionValues): NewConnection {
  const { name, baseUrl, generation, secrets, credential } = values;
  const { actingCredential, proxyCredential, applicationCreatedAt } = values;
  const common = {
    name,
    baseUrl,
    settings: toSettings(values),
    ...(actingCredential === undefined ? {} : { actingCredential }),
    ...(proxyCredential === undefined ? {} : { proxyCredential }),
    ...(applicationCreatedAt === undefined ? {} : { applicationCreatedAt }),
  };
  if (credential !== undefined || secrets === null) {
    if (credential !== undefined) return { ...common, generation, credential };
    throw new PosternError("internal", `${name} has neither secrets nor a credential.`);
  }
  if (generation === "1.0") {
    const { applicationId, applicationKey, accessKey, secretKey } = secrets;
    return { ...common, generation, keys: { applicationId, applicationKey, accessKey, secretKey } };
  }
  const { clientId, clientSecret } = secrets;
  return { ...common, generation, oauth: { clientId, clientSecret } };
}

type SettingChoices = Pick<Choices, "feeds" | "actions" | "lookbackHours" | "retentionDays" | "network">;

/** What was chosen; what was not keeps its default. */
export function toSettings({
  generation,
  feeds,
  actions,
  lookbackHours,
  retentionDays,
  network,
}: SettingChoices & { readonly generation: Generation }): NonNullable<NewConnection["settings"]> {
  return {
    ...(feeds === undefined ? {} : { feeds }),
    ...(actions === undefined ? {} : { actions: expandActions(actions, generation) }),
    ...(lookbackHours === undefined ? {} : { lookbackHours }),
    ...(network === undefined ? {} : { network }),
    ...(retentionDays === undefined
      ? {}
      : { feedSettings: setRetention(feeds ?? feedsOf(generation).map((feed) => feed.name), retentionDays) }),
  };
}

function setRetention(feeds: readonly string[], retentionDays: number | null) {
  return Object.fromEntries(feeds.map((feed) => [feed, { retentionDays }]));
}
