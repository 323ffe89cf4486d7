import type { SnapshotContents } from "../../administration/snapshots/snapshot-book.js";
import { composeUrl, type ManagedUrlDraft } from "../../console/managed-urls.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { RestoreReport, Restoring } from "./restoring.js";

export function saveUrls({ managedUrls }: Emulation): SnapshotContents {
  return { backupType: "managedurls", entries: managedUrls.list().map(({ id: _, ...draft }) => draft) };
}

/** All of them, or those of one action. An entry that comes back has another id than before. */
export function restoreUrls(
  { entries }: Extract<SnapshotContents, { backupType: "managedurls" }>,
  { emulation, mode, scope }: Restoring,
): RestoreReport {
  const { managedUrls, mint, clock } = emulation;
  const action = scope.unit === "blocked" ? "block" : scope.unit === "permitted" ? "permit" : null;
  const isMeant = (entry: ManagedUrlDraft) => action === null || entry.action === action;
  const saved = entries.filter(isMeant);
  const now = clock.now();
  let removed = 0;
  if (mode === "overwrite") {
    for (const { id, ...draft } of managedUrls.list()) {
      if (!isMeant(draft) || saved.some((entry) => isSame(entry, draft))) continue;
      managedUrls.remove(id, now);
      removed += 1;
    }
  }
  const makeId = (serial: number) => mint.blob("managed-url", serial);
  const missing = saved.filter((entry) => managedUrls.find(composeUrl(entry)) === null);
  for (const entry of missing) managedUrls.add(entry, { now, makeId });
  return { restored: missing.length, removed };
}

function isSame(one: ManagedUrlDraft, other: ManagedUrlDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
