import type { ManagedSender } from "../../console/managed-senders.js";
import type { ManagedUrl } from "../../console/managed-urls.js";
import type { ProfileGroup } from "../groups.js";
import type { KeyForge } from "../key-forge.js";

export const backupTypes = ["managedsenders", "managedurls", "profilegroups"] as const;
export type BackupType = (typeof backupTypes)[number];

/** What was there, by the kind that was saved (actions reference, 2.20). */
export type SnapshotContents =
  | { readonly backupType: "managedsenders"; readonly entries: readonly Omit<ManagedSender, "id">[] }
  | { readonly backupType: "managedurls"; readonly entries: readonly ManagedUrl[] }
  | { readonly backupType: "profilegroups"; readonly entries: readonly ProfileGroup[] };

export type Snapshot = SnapshotContents & {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly comment: string;
  readonly createdAt: number;
};

export class SnapshotBook {
  private readonly forge: KeyForge;
  private readonly snapshots: Snapshot[] = [];

  constructor(forge: KeyForge) {
    this.forge = forge;
  }

  list(): readonly Snapshot[] {
    return this.snapshots;
  }

  find(id: string): Snapshot | null {
    return this.snapshots.find((snapshot) => snapshot.id === id) ?? null;
  }

  add(contents: SnapshotContents, facts: Pick<Snapshot, "name" | "comment" | "createdAt">): Snapshot {
    const id = this.forge.guid(`snapshot-${this.snapshots.length + 1}`);
    const snapshot = { id, ...facts, ...contents };
    this.snapshots.push(snapshot);
    return snapshot;
  }
}
