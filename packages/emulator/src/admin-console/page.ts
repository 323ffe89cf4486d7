import type { AccountAdministration } from "../administration/administration.js";
import type { UserAccount } from "../administration/users.js";
import type { VirtualClock } from "../clock/clock.js";
import type { RequestEntry } from "../tenant/types.js";
import type { Html } from "./html.js";

/** What the pages show and change. */
export interface ConsoleWorld {
  readonly administration: AccountAdministration;
  readonly clock: VirtualClock;
  readonly account: { readonly code: string; readonly name: string; readonly domain: string };
  readonly requests: () => readonly RequestEntry[];
}

/** One request for a page, and who makes it. */
export interface PageCall extends ConsoleWorld {
  readonly actor: UserAccount;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** A page's content, in the frame that all have. */
export interface PageContent {
  readonly title: string;
  /** Menu path, as the guides name it: Account, Roles. */
  readonly path: readonly string[];
  readonly body: Html;
  /** What was refused; shown above the body. */
  readonly refusal?: string;
}

/** A page to show, or where to go instead, perhaps as somebody else. */
export type PageAnswer = PageContent | { readonly goTo: string; readonly signInAs?: string | null };

export interface Page {
  /** Below the console's root: `/account/roles`. */
  readonly path: string;
  /** Shows the page; `refusal` is what the form just sent met with, so that it can be filled in again. */
  readonly show: (call: PageCall, refusal?: string) => PageAnswer;
  /** Takes the form; throws ConsoleRefusal. Absent: the page has none. */
  readonly take?: (call: PageCall) => PageAnswer;
}

export const consoleRoot = "/console";
