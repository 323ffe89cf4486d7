import { isTimeZone, type NewChannel, type NoticeKind, noticeKinds, PosternError } from "@postern/engine";
import { readAuthority } from "../connect/network.js";
import { splitCommand } from "../credentials/split-command.js";
import { openInput } from "../files/open-input.js";
import type { Context } from "../program/context.js";

export interface AddOptions {
  readonly webhook?: string;
  readonly slack?: boolean;
  readonly teams?: boolean;
  readonly smtp?: string;
  readonly tls?: boolean;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly command?: string;
  readonly secretFile?: string;
  readonly only?: readonly string[];
  readonly quiet?: string;
  readonly zone?: string;
  readonly ca?: string;
}

/** The channel as it was typed. Throws `bad-usage`. */
export async function readChannel(context: Context, name: string, options: AddOptions): Promise<NewChannel> {
  const { only, quiet, zone } = options;
  if (zone !== undefined && quiet === undefined)
    throw new PosternError("bad-usage", "--zone is about --quiet: give both.");
  const target = await readTarget(context, options);
  const secret = await readSecret(context, options.secretFile);
  return {
    name,
    target,
    ...(only === undefined ? {} : { only: only.map(readKind) }),
    ...(quiet === undefined ? {} : { quiet: readQuiet(quiet, zone) }),
    ...(secret === undefined ? {} : { secret }),
  };
}

async function readTarget(context: Context, options: AddOptions): Promise<NewChannel["target"]> {
  const { webhook, slack, teams, smtp, command, ca } = options;
  if (ca !== undefined && smtp === undefined) throw new PosternError("bad-usage", "--ca is about --smtp.");
  const [target, ...others] = [
    webhook === undefined ? [] : [{ kind: "webhook", url: webhook } as const],
    slack === true ? [{ kind: "slack" } as const] : [],
    teams === true ? [{ kind: "teams" } as const] : [],
    smtp === undefined ? [] : [readMail(smtp, options)],
    command === undefined ? [] : [readCommand(context, command)],
  ].flat();
  if (target === undefined || others.length > 0)
    throw new PosternError("bad-usage", "Give one of --webhook, --slack, --teams, --smtp and --command.");
  return target.kind === "email" && ca !== undefined ? { ...target, ca: await readAuthority(ca) } : target;
}

function readMail(server: string, { from, to, tls }: AddOptions): NewChannel["target"] {
  if (from === undefined || to === undefined)
    throw new PosternError("bad-usage", "--smtp needs --from and --to.");
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "")
    throw new PosternError("bad-usage", `--smtp: "${server}" is no mail server. Write smtp://user@host:587.`);
  if (url.password !== "")
    throw new PosternError(
      "bad-usage",
      "--smtp: the password comes from POSTERN_NOTIFY_SECRET or --secret-file.",
    );
  const isSecure = url.protocol === "smtps:";
  return {
    kind: "email",
    host: url.hostname,
    port: url.port === "" ? (isSecure ? 465 : 587) : Number(url.port),
    tls: tls === false ? "never" : isSecure ? "always" : "upgraded",
    username: url.username === "" ? null : decodeURIComponent(url.username),
    from,
    to: [...to],
  };
}

function readCommand(context: Context, text: string): NewChannel["target"] {
  const words = splitCommand(text, context.platform);
  if (words !== null && words.length > 0) return { kind: "command", words: [...words] };
  throw new PosternError("bad-usage", "--command is run without a shell: put what needs one into a script.");
}

function readKind(text: string): NoticeKind {
  const kind = noticeKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new PosternError("bad-usage", `--only: "${text}" is none of ${noticeKinds.join(", ")}.`);
}

function readQuiet(text: string, zone: string | undefined): NonNullable<NewChannel["quiet"]> {
  const [, ...parts] = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(text) ?? [];
  const [fromHour = 99, from = 0, untilHour = 99, until = 0] = parts.map(Number);
  if (fromHour >= 24 || untilHour >= 24 || from >= 60 || until >= 60)
    throw new PosternError("bad-usage", `--quiet: "${text}" is no part of a day. Write 22:00-07:00.`);
  const timeZone = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
  if (!isTimeZone(timeZone))
    throw new PosternError(
      "bad-usage",
      `--zone: "${timeZone}" is no time zone. Write Europe/Berlin, or UTC.`,
    );
  return { fromMinute: fromHour * 60 + from, untilMinute: untilHour * 60 + until, timeZone };
}

async function readSecret(context: Context, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) {
    const given = context.environment["POSTERN_NOTIFY_SECRET"] ?? "";
    return given === "" ? undefined : given;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of openInput(context, file).bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8").trim();
}
