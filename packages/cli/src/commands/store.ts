import { resolve } from "node:path";
import { restoreStore, type StoreCheck } from "@postern/engine";
import type { Command } from "commander";
import { encodeInfo } from "../json/store.js";
import { readActor } from "../program/actor.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { formatBytes } from "../screen/numbers.js";
import { bold, dim, good } from "../screen/text.js";
import { formatFullTime, toIsoOrNull } from "../screen/times.js";
import { showInfo, showStoreCheck } from "../show/store.js";
import { declareRetention } from "./store-retention.js";

interface StoreOptions {
  readonly json?: boolean;
}

/** As of `diff`: something differs from what it should be. */
const flawedExitCode = 1;

export function declareStore(program: Command, context: Context): void {
  const store = program
    .command("store")
    .summary("the store: its size and health, backups, how long events are kept")
    .description("The store in the data directory: what it holds, whether it is sound, its backups.");
  addExamples(store, [
    ["postern store info", "what it holds"],
    ["postern store backup /mnt/backup/postern-today.db", "also while a collector runs"],
    ["postern store retention eu-prod --keep 365d", "a year of everything"],
  ]);
  declareLooking(store, context);
  declareBackups(store, context);
  declareRetention(store, context);
}

function declareLooking(store: Command, context: Context): void {
  const info = store
    .command("info")
    .summary("what it holds, and where")
    .description("Show the file, its size, the free space, and what is held of every feed.")
    .option("--json", "one JSON object")
    .action((options: StoreOptions) => tellInfo(context, options));
  addExamples(info, [["postern store info --json", "for a program"]]);
  const check = store
    .command("check")
    .summary("read all of it, and hold its parts against each other; changes nothing")
    .description(
      "Read the whole store: damage, loose ends, events against what was counted of them, the audit chain. Changes nothing. Exit code 1: something is amiss.",
    )
    .option("--json", "one JSON object")
    .action((options: StoreOptions) => tellCheck(context, options));
  addExamples(check, [["postern store check", "also while a collector runs"]]);
  const compact = store
    .command("compact")
    .summary("give free space back to the disk")
    .description("Give what is free inside the store back to the disk. A running collector goes on.")
    .option("--json", "one JSON object")
    .action((options: StoreOptions) => compactNow(context, options));
  addExamples(compact, [["postern store compact", "after retention took much away"]]);
}

function declareBackups(store: Command, context: Context): void {
  const backup = store
    .command("backup")
    .summary("copy it to a new file, also while a collector runs")
    .description(
      "Copy the store to a new file, as it stands at one moment. The secrets in it stay sealed: keep the vault's key elsewhere (postern vault export-recovery).",
    )
    .argument("<file>", "a file that does not exist yet")
    .option("--json", "one JSON object")
    .action((file: string, options: StoreOptions) => makeBackup(context, file, options));
  addExamples(backup, [["postern store backup /mnt/backup/postern-today.db", "with a collector running"]]);
  const restore = store
    .command("restore")
    .summary("put a backup in the place of the store")
    .description(
      "Put a backup in the place of the store. What is there is moved aside; a store that is in use, or that was written after the backup, is left alone. What came since is read again, as far as the tenant still holds it.",
    )
    .argument("<file>", "a backup")
    .option(...reasonOption)
    .option("--json", "one JSON object")
    .action((file: string, options: StoreOptions) => restoreBackup(context, file, options));
  addExamples(restore, [
    ["postern store restore /mnt/backup/postern-today.db", "stop every other command before"],
  ]);
}

async function tellInfo(context: Context, options: StoreOptions): Promise<void> {
  const info = await withEngine(context, (engine) => engine.store.info());
  if (options.json) await context.out.json(encodeInfo(info));
  else showInfo(context.out, info);
}

async function tellCheck(context: Context, options: StoreOptions): Promise<void> {
  const checks: StoreCheck[] = [];
  await withEngine(context, async (engine) => {
    for await (const check of engine.store.check()) {
      checks.push(check);
      if (!options.json) showStoreCheck(context.out, check);
    }
  });
  const isSound = checks.every(({ flaws }) => flaws.length === 0);
  if (options.json) await context.out.json({ sound: isSound, checks });
  if (!isSound) context.exitCode = flawedExitCode;
}

async function compactNow(context: Context, options: StoreOptions): Promise<void> {
  const signal = context.stop.listen();
  const { before, after } = await withEngine(context, (engine) => engine.store.compact(signal));
  if (options.json) await context.out.json({ bytesBefore: before.bytes, bytes: after.bytes });
  else context.out.line(good("Compacted  "), `${formatBytes(before.bytes)} → ${formatBytes(after.bytes)}`);
}

async function makeBackup(context: Context, file: string, options: StoreOptions): Promise<void> {
  const bytes = await withEngine(context, (engine) => engine.store.backup(file));
  const path = resolve(file);
  if (options.json) {
    await context.out.json({ path, bytes });
    return;
  }
  context.out.line(good("Backed up  "), bold(path), dim(`  ${formatBytes(bytes)}`));
  context.out.line(
    dim("The vault's key is not in it: keep the recovery sheet, postern vault export-recovery."),
  );
}

async function restoreBackup(context: Context, file: string, options: StoreOptions): Promise<void> {
  const restored = await restoreStore({
    home: context.home,
    file,
    now: context.now(),
    actor: readActor(context),
  });
  const { path, writtenAt, movedTo } = restored;
  if (options.json) {
    await context.out.json({ path, writtenAt: toIsoOrNull(writtenAt), movedTo });
    return;
  }
  const asOf = writtenAt === null ? "" : `, as of ${formatFullTime(writtenAt)}`;
  context.out.line(good("Restored  "), bold(path), asOf);
  if (movedTo !== null) context.out.line(dim("  what was there  "), movedTo);
  context.out.line(
    dim("It opens with the vault's key of that time. See what it holds: "),
    context.propose(["status"]),
  );
}
