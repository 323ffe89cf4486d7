import { ConsoleRefusal } from "../administration/refusal.js";
import { noteManagedUrl } from "../logs/audit-trail.js";
import type { Deed } from "./deed.js";
import { composeUrl, type ManagedUrl, takeUrlApart } from "./managed-urls.js";

/** A new managed URL, as the console's form makes it. */
export function addManagedUrl(
  draft: {
    readonly url: string;
    readonly matchType: ManagedUrl["matchType"];
    readonly action: ManagedUrl["action"];
    readonly comment: string;
  },
  { emulation, actor }: Deed,
): ManagedUrl {
  const { managedUrls, clock, mint } = emulation;
  const { url, ...rest } = draft;
  const parts = takeUrlApart(url.trim());
  if (parts === null)
    throw new ConsoleRefusal("URL takes an http or https address without a fragment.", "URL");
  if (managedUrls.find(composeUrl(parts)) !== null) {
    throw new ConsoleRefusal("There is an entry for this URL already: remove it first.", "URL");
  }
  const switches = { disableUserAwareness: false, disableRewrite: false, disableLogClick: false };
  const makeId = (serial: number) => mint.blob("managed-url", serial);
  const entry = managedUrls.add({ ...parts, ...rest, ...switches }, { now: clock.now(), makeId });
  noteManagedUrl("Managed URL Created", entry, { actor, emulation });
  emulation.forgetFuture();
  return entry;
}

export function removeManagedUrl(id: string, { emulation, actor }: Deed): void {
  const removed = emulation.managedUrls.remove(id, emulation.clock.now());
  if (removed === null) throw new ConsoleRefusal("This entry is gone already.");
  noteManagedUrl("Managed URL Deleted", removed, { actor, emulation });
  emulation.forgetFuture();
}
