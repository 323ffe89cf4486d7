import { feedsOf, type NewConnection, PosternError } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import type { Context } from "../program/context.js";
import { parseDuration } from "../values/durations.js";
import { parseWhole } from "../values/numbers.js";
import { type CredentialsFile, readCredentialsFile } from "./credentials-file.js";
import { type CredentialField, credentialFields } from "./fields.js";
import { readSource } from "./read-source.js";

export interface ConnectOptions {
  readonly name?: string;
  readonly generation?: string;
  readonly baseUrl?: string;
  readonly feeds?: readonly string[];
  readonly actions?: readonly string[];
  readonly lookback?: string;
  readonly retention?: string;
  readonly from?: string;
}

const hourMs = 3_600_000;
const emptyFile: CredentialsFile = { "1.0": null, "2.0": null };

/** What is known of a connection before anybody is asked. */
export interface Draft {
  readonly name: string | undefined;
  readonly generation: Generation | undefined;
  /** What flags, file and environment hold for a generation. */
  baseUrlOf(generation: Generation): string | undefined;
  credentialOf(generation: Generation, field: CredentialField): string | undefined;
  readonly feeds: readonly string[] | undefined;
  readonly actions: readonly string[] | undefined;
  readonly lookbackHours: number | undefined;
  /** null: no retention, however old. */
  readonly retentionDays: number | null | undefined;
}

/** Flags win over the file, the file over the environment. */
export async function gatherDraft(context: Context, options: ConnectOptions): Promise<Draft> {
  const { from, lookback, retention } = options;
  const where = from === "-" ? "standard input" : (from ?? "");
  const file =
    from === undefined ? emptyFile : readCredentialsFile(await readSource(from, context.input), where);
  const variable = (name: string) => {
    const value = context.environment[name]?.trim() ?? "";
    return value === "" ? undefined : value;
  };
  return {
    name: options.name,
    generation: readGeneration(options.generation) ?? guessGeneration(file, variable),
    baseUrlOf: (generation) => options.baseUrl ?? file[generation]?.baseUrl,
    credentialOf: (generation, field) => {
      const entry = credentialFields[generation].find((candidate) => candidate.field === field);
      return file[generation]?.[field] ?? (entry === undefined ? undefined : variable(entry.variable));
    },
    feeds: options.feeds,
    actions: options.actions,
    lookbackHours: lookback === undefined ? undefined : parseDuration(lookback, "--lookback") / hourMs,
    retentionDays: readRetention(retention),
  };
}

function readGeneration(text: string | undefined): Generation | undefined {
  if (text === undefined || text === "1.0" || text === "2.0") return text;
  throw new PosternError("bad-usage", `--generation: "${text}" is neither 1.0 nor 2.0.`);
}

/** The generation for which something is given, unless something is given for both. */
function guessGeneration(
  file: CredentialsFile,
  variable: (name: string) => string | undefined,
): Generation | undefined {
  const generations: readonly Generation[] = ["1.0", "2.0"];
  const inFile = generations.filter((generation) => file[generation] !== null);
  if (inFile.length > 0) return inFile.length === 1 ? inFile[0] : undefined;
  const inEnvironment = generations.filter((generation) =>
    credentialFields[generation].some((entry) => variable(entry.variable) !== undefined),
  );
  return inEnvironment.length === 1 ? inEnvironment[0] : undefined;
}

function readRetention(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return text === "none" ? null : parseWhole(text.replace(/d$/, ""), { option: "--retention", least: 1 });
}

/** All values of a connection, whoever gave them. */
export interface ConnectionValues {
  readonly name: string;
  readonly generation: Generation;
  readonly baseUrl: string;
  readonly credential: Readonly<Record<CredentialField, string>>;
  readonly feeds: readonly string[] | undefined;
  readonly actions: readonly string[] | undefined;
  readonly lookbackHours: number | undefined;
  readonly retentionDays: number | null | undefined;
}

export function toNewConnection(values: ConnectionValues): NewConnection {
  const { name, baseUrl, generation, credential, feeds, actions, lookbackHours, retentionDays } = values;
  const common = {
    name,
    baseUrl,
    settings: {
      ...(feeds === undefined ? {} : { feeds }),
      ...(actions === undefined ? {} : { actions }),
      ...(lookbackHours === undefined ? {} : { lookbackHours }),
      ...(retentionDays === undefined
        ? {}
        : {
            feedSettings: setRetention(feeds ?? feedsOf(generation).map((feed) => feed.name), retentionDays),
          }),
    },
  };
  if (generation === "1.0") {
    const { applicationId, applicationKey, accessKey, secretKey } = credential;
    return { ...common, generation, keys: { applicationId, applicationKey, accessKey, secretKey } };
  }
  const { clientId, clientSecret } = credential;
  return { ...common, generation, oauth: { clientId, clientSecret } };
}

function setRetention(feeds: readonly string[], retentionDays: number | null) {
  return Object.fromEntries(feeds.map((feed) => [feed, { retentionDays }]));
}
