import type { ConsoleRefusal } from "../administration/refusal.js";
import type { UserAccount } from "../administration/users.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Tenant } from "../tenant/types.js";
import type { Html } from "./html.js";

/** What the pages show and change. */
export interface ConsoleWorld {
  readonly emulation: Emulation;
  readonly tenant: Tenant;
}

/** One request for a page, and who makes it. */
export interface PageCall extends ConsoleWorld {
  readonly administration: Emulation["administration"];
  readonly clock: Emulation["clock"];
  readonly actor: UserAccount;
  /** Whether whoever looks has put the note for first visitors away. */
  readonly hasReadNote: boolean;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** What the form just sent met with: it is shown again, with what was entered. */
  readonly refusal: ConsoleRefusal | null;
}

/** A page's content, in the frame that all have. */
export interface PageContent {
  readonly title: string;
  /** Menu path, as the guides name it: Account, Roles. */
  readonly path: readonly string[];
  readonly body: Html;
}

/** A page to show, or where to go instead, perhaps as somebody else, or with the note put away for good. */
export type PageAnswer =
  | PageContent
  | { readonly goTo: string; readonly signInAs?: string | null; readonly hasReadNote?: true };

export interface Page {
  /** Below the console's root: `/account/roles`. */
  readonly path: string;
  readonly show: (call: PageCall) => PageAnswer;
  /** Takes the form; throws ConsoleRefusal. Absent: the page has none. */
  readonly take?: (call: PageCall) => PageAnswer;
}

export const consoleRoot = "/console";

/** An address within the console: `link("/account/roles/edit", { role })`. */
export function link(path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `${consoleRoot}${path}${search === "" ? "" : `?${search}`}`;
}
