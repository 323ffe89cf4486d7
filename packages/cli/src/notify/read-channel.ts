import {
  type ChannelTarget,
  type NewChannel,
  type NoticeKind,
  noticeKinds,
  PosternError,
} from "@postern/engine";
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
}

/** The channel as it was typed. Throws `bad-usage`. */
export async function readChannel(context: Context, name: string, options: AddOptions): Promise<NewChannel> {
  const { only, quiet } = options;
  const target = readTarget(context, options);
  const secret = await readSecret(context, options.secretFile);
  return {
    name,
    target,
    ...(only === undefined ? {} : { only: only.map(readKind) }),
    ...(quiet === undefined ? {} : { quiet: readQuiet(quiet) }),
    ...(secret === undefined ? {} : { secret }),
  };
}

function readTarget(context: Context, options: AddOptions): ChannelTarget {
  const { webhook, slack, teams, smtp, command } = options;
  const [target, ...others] = [
    webhook === undefined ? [] : [{ kind: "webhook", url: webhook } as const],
    slack === true ? [{ kind: "slack" } as const] : [],
    teams === true ? [{ kind: "teams" } as const] : [],
    smtp === undefined ? [] : [readMail(smtp, options)],
    command === undefined ? [] : [readCommand(context, command)],
  ].flat();
  if (target !== undefined && others.length === 0) return target;
  throw new PosternError("bad-usage", "Give one of --webhook, --slack, --teams, --smtp and --command.");
}

function readMail(server: string, { from, to, tls }: AddOptions): ChannelTarget {
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

function readCommand(context: Context, text: string): ChannelTarget {
  const words = splitCommand(text, context.platform);
  if (words !== null && words.length > 0) return { kind: "command", words: [...words] };
  throw new PosternError("bad-usage", "--command is run without a shell: put what needs one into a script.");
}

function readKind(text: string): NoticeKind {
  const kind = noticeKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new PosternError("bad-usage", `--only: "${text}" is none of ${noticeKinds.join(", ")}.`);
}

function readQuiet(text: string) {
  const [, ...parts] = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(text) ?? [];
  const [fromHour = 99, from = 0, untilHour = 99, until = 0] = parts.map(Number);
  if (fromHour < 24 && untilHour < 24 && from < 60 && until < 60)
    return { fromMinute: fromHour * 60 + from, untilMinute: untilHour * 60 + until };
  throw new PosternError("bad-usage", `--quiet: "${text}" is no part of a day. Write 22:00-07:00, in UTC.`);
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
