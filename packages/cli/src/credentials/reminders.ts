import type { CredentialChange } from "@postern/engine";
import type { Context } from "../program/context.js";
import { parseWhole } from "../values/numbers.js";
import { parseFutureTime } from "../values/times.js";

export interface ReminderOptions {
  readonly expires?: string;
  readonly rotateEvery?: string;
}

const longestYears = 10;

/** When to be reminded of a credential; empty where nothing was asked. */
export function readReminders(
  context: Context,
  { expires, rotateEvery }: ReminderOptions,
): { readonly expiresAt?: number; readonly rotateEveryDays?: number } {
  const days = rotateEvery?.replace(/d$/, "");
  return {
    ...(expires === undefined
      ? {}
      : { expiresAt: parseFutureTime(expires, { option: "--expires", now: context.now() }) }),
    ...(days === undefined
      ? {}
      : {
          rotateEveryDays: parseWhole(days, { option: "--rotate-every", least: 1, most: longestYears * 366 }),
        }),
  };
}

/** The date of the old keys says nothing of the new ones. */
export function forgetOldExpiry(
  change: CredentialChange,
  { expiresAt }: { readonly expiresAt: number | null },
): CredentialChange {
  const isStale = change.secrets !== undefined && change.expiresAt === undefined && expiresAt !== null;
  return isStale ? { ...change, expiresAt: null } : change;
}
