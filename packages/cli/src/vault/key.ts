import { PosternError } from "@postern/engine/errors";
import { runSecretCommand } from "../credentials/secret-command.js";
import type { Context } from "../program/context.js";

const variable = "POSTERN_KEY";
const commandVariable = "POSTERN_KEY_COMMAND";

/** Where the vault's key comes from, in the operator's words. */
export type KeyOrigin = "POSTERN_KEY" | "POSTERN_KEY_COMMAND" | "file";

/** Throws `bad-usage` where two sources are named: which of them holds the key can't be guessed. */
export function nameKeyOrigin({ environment }: Pick<Context, "environment">): KeyOrigin {
  const has = (name: string) => (environment[name] ?? "") !== "";
  if (has(variable) && has(commandVariable)) {
    throw new PosternError(
      "bad-usage",
      `${variable} and ${commandVariable} are both set: leave one of them.`,
    );
  }
  if (has(variable)) return variable;
  return has(commandVariable) ? commandVariable : "file";
}

/** The vault's key from the environment or from the operator's command; undefined for that of the key file. */
export async function findVaultKey(context: Context): Promise<string | undefined> {
  switch (nameKeyOrigin(context)) {
    case "file":
      return undefined;
    case "POSTERN_KEY":
      return context.environment[variable];
    case "POSTERN_KEY_COMMAND": {
      const command = context.environment[commandVariable] ?? "";
      const key = await runSecretCommand(context, { command, what: commandVariable, code: "vault-bad-key" });
      if (key.trim() !== "") return key.trim();
      throw new PosternError("vault-bad-key", `${commandVariable}: the command printed nothing.`);
    }
  }
}
