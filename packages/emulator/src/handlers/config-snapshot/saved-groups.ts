import type { ProfileGroup } from "../../administration/groups.js";
import type { SnapshotContents } from "../../administration/snapshots/snapshot-book.js";
import type { Emulation } from "../../tenant/emulation.js";
import { Refusal } from "../../wire/answer.js";
import { wireErrors } from "../../wire/errors.js";
import type { RestoreReport, Restoring } from "./restoring.js";

export function saveGroups({ administration }: Emulation): SnapshotContents {
  const entries = administration.groups.list().map((group) => ({ ...group, members: [...group.members] }));
  return { backupType: "profilegroups", entries };
}

/** All groups, or the one that the scope names. What is counted are groups and members. */
export function restoreGroups(
  { entries }: Extract<SnapshotContents, { backupType: "profilegroups" }>,
  { emulation, mode, scope }: Restoring,
): RestoreReport {
  const { groups } = emulation.administration;
  const saved = entries.filter(({ id }) => scope.unit === "all" || id === scope.value);
  if (scope.unit !== "all" && saved.length === 0) throw new Refusal(wireErrors.restNotFound("profile group"));
  let restored = 0;
  let removed = 0;
  for (const group of saved) {
    if (groups.get(group.id) === null) restored += 1;
    const present = groups.restore(group, { isExact: mode === "overwrite" && scope.unit === "all" });
    const [missing, surplus] = [lacking(group, present), lacking(present, group)];
    for (const { entry, note } of missing) groups.addMembers(present, [entry], note);
    restored += missing.length;
    if (mode === "append") continue;
    for (const { entry } of surplus) groups.removeMember(present, entry);
    removed += surplus.length;
  }
  if (mode === "append" || scope.unit !== "all") return { restored, removed };
  const later = groups.list().filter(({ id }) => !entries.some((entry) => entry.id === id));
  // A folder goes with those below it.
  for (const group of later) if (groups.get(group.id) !== null) groups.delete(group);
  return { restored, removed: removed + later.length };
}

function lacking(wanted: ProfileGroup, present: ProfileGroup) {
  return wanted.members.filter(({ entry }) => !present.members.some((member) => member.entry === entry));
}
