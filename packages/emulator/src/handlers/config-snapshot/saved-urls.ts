import type { SnapshotContents } from "../../administration/snapshots/snapshot-book.js";
import { composeUrl, type ManagedUrlDraft } from "../../console/managed-urls.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { RestoreReport, Restoring } from "./restoring.js";

export function saveUrls({ managedUrls }: Emulation): SnapshotContents {
  return { backupType: "managedurls", entries: managedUrls.list() };
}

/** All of them, or those of one action. An entry comes back with an id by the guess `restoredUrlId`. */
export function restoreUrls(
  { entries }: Extract<SnapshotContents, { backupType: "managedurls" }>,
  { emulation, mode, scope }: Restoring,
): RestoreReport {
  const { managedUrls, mint, clock, guesses } = emulation;
  const action = scope.unit === "blocked" ? "block" : scope.unit === "permitted" ? "permit" : null;
  const isMeant = (entry: ManagedUrlDraft) => action === null || entry.action === action;
  const saved = entries.filter(isMeant);
  const now = clock.now();
  let removed = 0;
  if (mode === "overwrite") {
    for (const { id, ...draft } of managedUrls.list()) {
      if (!isMeant(draft) || saved.some(({ id: _, ...entry }) => isSame(entry, draft))) continue;
      managedUrls.remove(id, now);
      removed += 1;
    }
  }
  const keepsId = guesses.restoredUrlId === "same";
  const missing = saved.filter((entry) => managedUrls.find(composeUrl(entry)) === null);
  for (const { id, ...entry } of missing) {
    const makeId = (serial: number) => (keepsId ? id : mint.blob("managed-url", serial));
    managedUrls.add(entry, { now, makeId });
  }
  return { restored: missing.length, removed };
}

function isSame(one: ManagedUrlDraft, other: ManagedUrlDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
