import { type CredentialKind, PosternError } from "@postern/engine";
import type { Context } from "../program/context.js";
import { type SecretField, type SecretValues, secretFields } from "./fields.js";
import { readSource } from "./read-source.js";
import { runSecretCommand } from "./secret-command.js";
import { emptyFile, readSecretsFile, type SecretsFile } from "./secrets-file.js";

export interface SourceOptions {
  readonly from?: string;
  readonly secretCommand?: string;
}

/** What was given without anybody being asked. */
export interface GivenSecrets {
  /** The only one of these kinds something was given for; undefined for none or several. */
  guessKind<Kind extends CredentialKind>(among: readonly Kind[]): Kind | undefined;
  valueOf(kind: CredentialKind, field: SecretField): string | undefined;
  /** Files may hold a base URL beside the secrets. */
  baseUrlOf(kind: CredentialKind): string | undefined;
}

/** What a file, standard input or a secret command holds, and then the environment, unless that is not wanted. */
export async function gatherSecrets(
  context: Context,
  options: SourceOptions,
  { usesEnvironment = true }: { readonly usesEnvironment?: boolean } = {},
): Promise<GivenSecrets> {
  const file = await readGivenFile(context, options);
  const environment = usesEnvironment ? context.environment : {};
  const variable = (name: string) => {
    const value = environment[name]?.trim() ?? "";
    return value === "" ? undefined : value;
  };
  return {
    guessKind: (among) => guessKind(among, { file, variable }),
    valueOf: (kind, field) => {
      const entry = secretFields[kind].find((candidate) => candidate.field === field);
      return file[kind]?.[field] ?? (entry === undefined ? undefined : variable(entry.variable));
    },
    baseUrlOf: (kind) => file[kind]?.baseUrl,
  };
}

/** The fields nothing was given for, with the ways to give them. */
export function listMissingSecrets(given: GivenSecrets, kind: CredentialKind): string[] {
  return secretFields[kind]
    .filter(({ field }) => given.valueOf(kind, field) === undefined)
    .map(({ label, variable }) => `the ${label} (${variable}, --from or --secret-command)`);
}

/** Empty where nothing was given. */
export function takeSecrets(given: GivenSecrets, kind: CredentialKind): SecretValues {
  const take = (field: SecretField) => given.valueOf(kind, field) ?? "";
  return {
    applicationId: take("applicationId"),
    applicationKey: take("applicationKey"),
    accessKey: take("accessKey"),
    secretKey: take("secretKey"),
    clientId: take("clientId"),
    clientSecret: take("clientSecret"),
    username: take("username"),
    password: take("password"),
  };
}

async function readGivenFile(context: Context, { from, secretCommand }: SourceOptions): Promise<SecretsFile> {
  if (from !== undefined && secretCommand !== undefined) {
    throw new PosternError("bad-usage", "Give either --from or --secret-command, not both.");
  }
  if (secretCommand !== undefined) {
    const what = "--secret-command";
    const text = await runSecretCommand(context, { command: secretCommand, what, code: "bad-usage" });
    return readSecretsFile(text, `what ${what} prints`);
  }
  if (from === undefined) return emptyFile;
  const where = from === "-" ? "standard input" : from;
  return readSecretsFile(await readSource(from, context.input), where);
}

function guessKind<Kind extends CredentialKind>(
  among: readonly Kind[],
  { file, variable }: { file: SecretsFile; variable: (name: string) => string | undefined },
): Kind | undefined {
  const inFile = among.filter((kind) => file[kind] !== null);
  if (inFile.length > 0) return inFile.length === 1 ? inFile[0] : undefined;
  const inEnvironment = among.filter((kind) =>
    secretFields[kind].some((entry) => variable(entry.variable) !== undefined),
  );
  return inEnvironment.length === 1 ? inEnvironment[0] : undefined;
}
