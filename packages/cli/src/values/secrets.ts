import { PosternError } from "@postern/engine/errors";

/** `--secret-command` and `--secret-file` name where a secret comes from; they are none. */
const secretOption =
  /^--(?!secret-(?:command|file)(?:=|$))[a-z-]*(?:secret|password|passphrase|token|key)[a-z-]*(?==|$)/i;

/**
 * Refuses a secret given as an argument before anything reads it: it would stand in the shell's history and in
 * the list of processes. The message never repeats the value.
 */
export function refuseSecretArguments(words: readonly string[]): void {
  for (const word of words) {
    if (word === "--") return;
    const option = secretOption.exec(word)?.[0];
    if (option === undefined) continue;
    throw new PosternError(
      "bad-usage",
      `${option}: secrets are not taken from the command line, where the shell's history and the list of processes ` +
        "keep them. Use the environment (POSTERN_MIMECAST_CLIENT_SECRET, POSTERN_MIMECAST_SECRET_KEY, …), " +
        "--from FILE, --from - for standard input, --secret-command, or let `postern connect` ask. " +
        "If a real secret stood there, make a new one.",
    );
  }
}
