import type { SnapshotContents } from "../../administration/snapshots/snapshot-book.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { RestoreReport, Restoring } from "./restoring.js";

export function saveSenders({ managedSenders }: Emulation): SnapshotContents {
  const entries = managedSenders.list().map(({ sender, to, type }) => ({ sender, to, type }));
  return { backupType: "managedsenders", entries };
}

/** Of everybody, or of the recipient that the scope names. */
export function restoreSenders(
  { entries }: Extract<SnapshotContents, { backupType: "managedsenders" }>,
  { emulation, mode, scope }: Restoring,
): RestoreReport {
  const { managedSenders, mint, clock } = emulation;
  const recipient = scope.unit === "recipient" ? scope.value.toLowerCase() : null;
  const saved = entries.filter(({ to }) => recipient === null || to === recipient);
  const isSaved = (pair: { readonly sender: string; readonly to: string }) =>
    saved.some(({ sender, to }) => sender === pair.sender && to === pair.to);
  const now = clock.now();
  const removed =
    mode === "append"
      ? 0
      : managedSenders.remove((entry) => (recipient ?? entry.to) === entry.to && !isSaved(entry), now);
  const makeId = (serial: number) => `MTOKEN:${mint.seal("managed-sender", [serial])}`;
  let restored = 0;
  for (const entry of saved) {
    const present = managedSenders
      .list()
      .find(({ sender, to }) => sender === entry.sender && to === entry.to);
    if (present?.type === entry.type || (present !== undefined && mode === "append")) continue;
    managedSenders.put(entry, { now, makeId });
    restored += 1;
  }
  return { restored, removed };
}
