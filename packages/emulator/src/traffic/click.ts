import type { ManagedUrl } from "../console/managed-urls.js";
import type { Guesses } from "../guesses/guesses.js";
import type { Message } from "./message.js";
import type { Place } from "./place.js";

/** One row of the URL protection log, before it is written in a feed's words. */
export interface Click extends Place {
  /** Unique among the clicks of the hour. */
  readonly order: number;
  readonly message: Message;
  readonly url: string;
  readonly user: string;
  readonly sourceIp: string;
  readonly method: "User Click" | "Entry Scan";
  readonly action: "allow" | "warn" | "block";
  readonly actions: "Allow" | "Block" | "None";
  readonly scanResult: "clean" | "malicious" | "suspicious";
  readonly category: string;
  readonly adminOverride: string;
  readonly userOverride: string;
  readonly awareness: string;
  /** The same row once more, word for word. */
  readonly twin: boolean;
  /** Later than `time` for a late arrival. */
  readonly visibleFrom: number;
}

export type Verdict = Pick<
  Click,
  "action" | "actions" | "scanResult" | "category" | "adminOverride" | "userOverride" | "awareness"
>;

const blockedByAdministrator: Verdict = {
  action: "block",
  actions: "Block",
  scanResult: "malicious",
  category: "Blocked by Administrator",
  adminOverride: "Block",
  userOverride: "None",
  awareness: "N/A",
};

function permittedByAdministrator(category: string): Verdict {
  return {
    action: "allow",
    actions: "Allow",
    scanResult: "clean",
    category,
    adminOverride: "Permit",
    userOverride: "None",
    awareness: "N/A",
  };
}

/** What is guessed of the clicks that a managed URL decides about. */
export type EntryGuesses = Pick<
  Guesses,
  "overrideOfManagedUrls" | "blockedUrlCategory" | "permittedUrlsWarn" | "blockedUrlsWarn"
>;

/** What an entry of the account's list makes of a click; people are still warned of a permitted URL unless it says not to. */
export function verdictOfEntry(
  entry: Pick<ManagedUrl, "action" | "disableUserAwareness">,
  { otherwise, guesses }: { readonly otherwise: Verdict; readonly guesses: EntryGuesses },
): Verdict {
  const verdict = decideByEntry(entry, { otherwise, guesses });
  return guesses.overrideOfManagedUrls === "action" ? verdict : { ...verdict, adminOverride: "N/A" };
}

function decideByEntry(
  entry: Pick<ManagedUrl, "action" | "disableUserAwareness">,
  { otherwise, guesses }: { readonly otherwise: Verdict; readonly guesses: EntryGuesses },
): Verdict {
  if (entry.action === "block") {
    const { category } = guesses.blockedUrlCategory === "own" ? otherwise : blockedByAdministrator;
    // A definition that warns lets people go on, even to what is blocked.
    const action = guesses.blockedUrlsWarn ? ({ action: "warn", actions: "None" } as const) : {};
    return { ...blockedByAdministrator, category, ...action };
  }
  const permitted = permittedByAdministrator(otherwise.category);
  const isSilent = entry.disableUserAwareness || !guesses.permittedUrlsWarn;
  return isSilent ? permitted : { ...permitted, awareness: otherwise.awareness };
}

export function cleanVerdict(category: string): Verdict {
  return { ...permittedByAdministrator(category), adminOverride: "N/A" };
}

/** Where a click came from, in the words of every feed: a scan inside the house has no address of its own. */
export function addressOf(click: Click): string {
  return click.message.direction === "Internal" && click.method === "Entry Scan"
    ? "Internal IP"
    : click.sourceIp;
}

/** What became of a click, in the words of the mail logs. */
export function actionOf(click: Click): "Allow" | "Warn" | "Block" {
  return actions[click.action];
}

const actions = { allow: "Allow", warn: "Warn", block: "Block" } as const;
