import { type SpawnOptions, spawn } from "node:child_process";
import { type ErrorCode, PosternError } from "@postern/engine";
import type { Context } from "../program/context.js";
import { splitCommand } from "./split-command.js";

const maxBytes = 1024 * 1024;
/** Long enough to touch a hardware key or to unlock a password manager. */
const maxMinutes = 2;

/** Secrets of our own that another program has no business with. */
const ownSecrets = /^POSTERN_(?:KEY|NEW_KEY|PROXY_PASSWORD|MIMECAST_\w+)$/;

/**
 * What a command of the operator's prints: the secrets, from a secret manager. Neither its output nor its errors
 * are ever shown. `what` names it in messages: its option or its variable.
 */
export async function runSecretCommand(
  context: Pick<Context, "environment" | "isInteractive" | "platform">,
  { command, what, code }: { readonly command: string; readonly what: string; readonly code: ErrorCode },
): Promise<string> {
  const words = splitCommand(command, context.platform);
  const [program = "", ...rest] = words ?? [];
  if (words !== null && program === "") throw new PosternError(code, `${what} is empty.`);
  refuseToPrintSecrets(command, what);
  const options: SpawnOptions = {
    shell: words === null,
    // It may ask for a master password, but must not take what is piped to us.
    stdio: [context.isInteractive ? "inherit" : "ignore", "pipe", "ignore"],
    env: withoutOwnSecrets(context.environment),
    timeout: maxMinutes * 60_000,
    windowsHide: true,
  };
  const child = words === null ? spawn(command, options) : spawn(program, rest, options);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stdout?.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size > maxBytes) child.kill();
    else pieces.push(piece);
  });
  const failure = await new Promise<string | null>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      resolve(`could not be started (${error.code ?? "unknown"})`),
    );
    child.once("close", (exitCode, signal) => resolve(describeEnd({ exitCode, signal, size })));
  });
  if (failure === null) return Buffer.concat(pieces).toString("utf8");
  throw new PosternError(code, `${what}: the command ${failure}. Run it by hand to see why.`);
}

function describeEnd(end: { exitCode: number | null; signal: string | null; size: number }): string | null {
  if (end.size > maxBytes) return "printed more than 1 MiB";
  if (end.exitCode === 0) return null;
  if (end.exitCode !== null) return `ended with exit code ${end.exitCode}`;
  return `was ended by ${end.signal ?? "a signal"} (it has ${maxMinutes} minutes)`;
}

/** `echo '{"clientSecret":…}'` would be a secret on the command line after all. */
function refuseToPrintSecrets(command: string, what: string): void {
  if (!/^\s*(?:\S*\/)?(?:echo|printf)\s/.test(command)) return;
  throw new PosternError(
    "bad-usage",
    `${what}: echo and printf put the secret itself on the command line, where the shell's history and the list ` +
      "of processes keep it. Name a command that fetches it. If a real secret stood there, make a new one.",
  );
}

function withoutOwnSecrets(environment: Context["environment"]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ownSecrets.test(name)));
}
