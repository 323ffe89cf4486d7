import { hostname } from "node:os";
import { relative, resolve, sep } from "node:path";
import { type Engine, PosternError, type VaultStatus } from "@postern/engine";
import type { Command } from "commander";
import { writePrivateFile } from "../files/write-file.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { askYesOrNo } from "../prompts/ask.js";
import { bold, dim, good, warn } from "../screen/text.js";
import { formatFullTime, toIso } from "../screen/times.js";
import { type KeyOrigin, nameKeyOrigin } from "../vault/key.js";
import { writeRecoverySheet } from "../vault/recovery-sheet.js";

interface StatusOptions {
  readonly json?: boolean;
}

interface ExportOptions {
  readonly to?: string;
}

export function declareVault(program: Command, context: Context): void {
  const vault = program
    .command("vault")
    .summary("the key that seals the secrets: its state, a new one, a recovery sheet")
    .description(
      "The secrets are sealed in the data directory. Their key comes from POSTERN_KEY, from what POSTERN_KEY_COMMAND " +
        "prints (a command of a secret manager), or from a key file in the data directory.",
    );
  const status = vault
    .command("status")
    .summary("where the key comes from, and since when it is in use")
    .description("Show where the vault's key comes from, its id and since when it is in use; never the key.")
    .option("--json", "one JSON object")
    .action((options: StatusOptions) => showStatus(context, options));
  const rotation = vault
    .command("rotate")
    .summary("seal everything with another key")
    .description(
      "Seal everything with another key, at once or not at all. A key file is replaced by a fresh one. Where the key " +
        "comes from the environment, the new one is given in POSTERN_NEW_KEY (`openssl rand -base64 32` makes one).",
    )
    .option(...reasonOption)
    .option("--json", "the vault's status as one JSON object")
    .action((options: StatusOptions) => rotate(context, options));
  const recovery = vault
    .command("export-recovery")
    .summary("write the recovery sheet, so that a lost key is not a lost install")
    .description(
      "Write the recovery sheet: the vault's key, and how to use it. To a file for its owner alone, or to the " +
        "terminal after a question. Keep it off this machine.",
    )
    .option("--to <file>", "a new file; - is standard output, also a pipe")
    .option(...reasonOption)
    .action((options: ExportOptions) => exportRecovery(context, options));
  addExamples(vault, [
    ["postern vault status", "where the key comes from"],
    ["postern vault rotate", "a fresh key"],
    ["postern vault export-recovery --to /media/usb/postern-recovery.txt", "for the safe"],
  ]);
  addExamples(status, [["postern vault status --json", "for a program"]]);
  addExamples(rotation, [["postern vault rotate", "then make a new recovery sheet"]]);
  addExamples(recovery, [
    ["postern vault export-recovery", "on the screen, to be written down"],
    ["postern vault export-recovery --to /media/usb/postern-recovery.txt", "for the safe"],
    ["postern vault export-recovery --to - | op document create --title postern", "to a secret manager"],
  ]);
}

async function showStatus(context: Context, options: StatusOptions): Promise<void> {
  await tell(context, options, await withEngine(context, (engine) => engine.vault.status()));
}

async function rotate(context: Context, options: StatusOptions): Promise<void> {
  const origin = nameKeyOrigin(context);
  const status = await withEngine(context, (engine) =>
    engine.vault.rotate(origin === "file" ? undefined : context.environment["POSTERN_NEW_KEY"]),
  );
  if (!options.json) {
    context.out.line(good("Rotated  "), "everything is sealed with the new key.");
    if (origin !== "file") {
      context.out.line(warn("From now on"), ` ${origin} must give the new key: the old one opens nothing.`);
    }
    context.out.line(
      "Recovery sheets made before open nothing but old backups. Make a new one:  ",
      context.propose(["vault", "export-recovery"]),
    );
  }
  await tell(context, options, status);
}

const origins: Readonly<Record<KeyOrigin, string>> = {
  POSTERN_KEY: "the environment (POSTERN_KEY)",
  POSTERN_KEY_COMMAND: "a command (POSTERN_KEY_COMMAND)",
  file: "the key file in the data directory",
};

async function tell(context: Context, options: StatusOptions, status: VaultStatus): Promise<void> {
  const origin = nameKeyOrigin(context);
  const { out } = context;
  if (options.json) {
    const keySource = origin === "POSTERN_KEY_COMMAND" ? "command" : status.keySource;
    await out.json({ ...status, keySource, sealedAt: toIso(status.sealedAt) });
    return;
  }
  out.line(dim("  key from     "), origins[origin]);
  out.line(dim("  key id       "), status.keyId);
  out.line(dim("  in use since "), formatFullTime(status.sealedAt));
  out.line(dim("  credentials  "), String(status.credentials));
  if (origin === "file") {
    out.line(
      dim(
        "  Whoever can read the data directory has key and secrets together. A key from elsewhere is safer.",
      ),
    );
  }
}

async function exportRecovery(context: Context, { to }: ExportOptions): Promise<void> {
  if (to === undefined && !(context.isInteractive && context.out.isTerminal)) {
    throw new PosternError(
      "bad-usage",
      "The sheet holds the vault's key and nobody can be asked: give --to FILE, or --to - for a pipe.",
    );
  }
  if (to !== undefined && to !== "-") refuseInside(context.home, to);
  await withEngine(context, async (engine) => {
    if (to === undefined && !(await askYesOrNo("Show the vault's key on this screen?"))) {
      throw new PosternError("interrupted", "Nothing was shown.");
    }
    const sheet = await makeSheet(context, engine);
    if (to === undefined || to === "-") context.out.write(sheet);
    else {
      await writePrivateFile(sheet, { path: to, option: "--to" });
      context.out.line("Wrote ", bold(to), dim("  readable by you alone; move it off this machine"));
    }
  });
}

/** Beside what it opens the sheet protects nothing, and a backup of the directory would hold both. */
function refuseInside(home: string, to: string): void {
  const way = relative(resolve(home), resolve(to));
  if (way === ".." || way.startsWith(`..${sep}`) || resolve(to) === way) return;
  throw new PosternError(
    "bad-usage",
    "--to: not into the data directory itself. The sheet belongs elsewhere.",
  );
}

async function makeSheet(context: Context, engine: Engine): Promise<string> {
  const { keyId, credentials } = await engine.vault.status();
  return writeRecoverySheet({
    home: context.home,
    machine: hostname(),
    key: await engine.vault.exportKey(),
    keyId,
    credentials,
    now: context.now(),
  });
}
