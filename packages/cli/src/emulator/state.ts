import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { addTarget, aimAt, isRecord, type TargetOptions } from "./ask-tenant.js";
import { showFields } from "./show.js";

/** Where the tenant is, what it is, what has been done to it. */
export function declareState(emulator: Command, context: Context): void {
  const state = addTarget(
    emulator
      .command("state")
      .summary("where the tenant is, its time, its keys, its rules")
      .description(
        "Show where the tenant is, its time, and how many rules were made; with --json all of it.",
      ),
  ).action((options: TargetOptions) => showState(context, options));
  addExamples(state, [
    ["postern emulator state", "at a glance"],
    ["postern emulator state --json", "for a script: addresses, keys, campaigns, rules"],
  ]);
  const account = addTarget(
    emulator
      .command("account")
      .summary("the account and its packages")
      .description("Show the account as its own calls tell it, without its secrets, and its packages."),
  ).action((options: TargetOptions) => showAccount(context, options));
  addExamples(account, [["postern emulator account", "as a list"]]);
}

async function showState(context: Context, options: TargetOptions): Promise<void> {
  const info = await aimAt(context, options)("GET", "info");
  if (options.json || !isRecord(info)) {
    await context.out.json(info);
    return;
  }
  const { v1, v2, account, now, region, guesses, managedUrls, blockedSenders, campaigns } = info;
  showFields(context.out, {
    account: isRecord(account) ? `${String(account["name"])}, ${String(account["code"])}` : null,
    region,
    now,
    "API 1.0": isRecord(v1) ? v1["baseUrl"] : null,
    "API 2.0": isRecord(v2) ? v2["baseUrl"] : null,
    guesses: Array.isArray(guesses) && guesses.length > 0 ? guesses.join(", ") : null,
    "managed URLs": countOf(managedUrls),
    "blocked senders": countOf(blockedSenders),
    "phishing waves": countOf(campaigns),
  });
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

async function showAccount(context: Context, options: TargetOptions): Promise<void> {
  const account = await aimAt(context, options)("GET", "account");
  if (options.json || !isRecord(account)) await context.out.json(account);
  else showFields(context.out, account);
}
