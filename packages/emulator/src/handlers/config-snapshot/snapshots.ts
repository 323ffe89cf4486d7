import {
  backupTypes,
  type Snapshot,
  type SnapshotContents,
} from "../../administration/snapshots/snapshot-book.js";
import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";
import { type RestoreReport, type Restoring, readScope, restoreModes } from "./restoring.js";
import { restoreGroups, saveGroups } from "./saved-groups.js";
import { restoreSenders, saveSenders } from "./saved-senders.js";
import { restoreUrls, saveUrls } from "./saved-urls.js";

/**
 * Snapshots of the settings: the one way to read managed senders back. The requests are the vendor's; every name in an
 * answer is guessed.
 */

const save = { managedsenders: saveSenders, managedurls: saveUrls, profilegroups: saveGroups } as const;

export const createSnapshot: Handler = (call, emulation) => {
  const body = readBody(call);
  const backupType = readChoice(body, { field: "backupType", allowed: backupTypes });
  const name = readText(body, "name");
  if (name === null) throw badBody(itemErrors.missing("name"));
  if (name.trim() === "") throw badBody(itemErrors.blank("name"));
  const snapshot = emulation.administration.snapshots.add(save[backupType](emulation), {
    name,
    comment: readText(body, "comment") ?? "",
    createdAt: emulation.clock.now(),
  });
  noteSetting("Config Snapshot Created", tell(snapshot), { call, emulation });
  return answerJson(describe(snapshot), { status: 201 });
};

export const listSnapshots: Handler = (call, { administration }) => {
  const backupType = readChoice(readBody(call), { field: "backupType", allowed: backupTypes });
  const all = administration.snapshots.list().filter((snapshot) => snapshot.backupType === backupType);
  return answerJson({ snapshots: all.map(describe) });
};

export const exportSnapshot: Handler = (call, emulation) => {
  const snapshot = snapshotOf(readBody(call), { field: "exportSource", emulation });
  return answerJson({ ...describe(snapshot), entries: snapshot.entries });
};

export const restoreSnapshot: Handler = (call, emulation) => {
  const body = readBody(call);
  const backupType = readChoice(body, { field: "backupType", allowed: backupTypes });
  const mode = readChoice(body, { field: "mode", allowed: restoreModes });
  const scope = readScope(body, { backupType, guesses: emulation.guesses });
  const snapshot = snapshotOf(body, { field: "restoreSource", emulation });
  if (snapshot.backupType !== backupType)
    throw badBody(itemErrors.notAllowed("backupType", [snapshot.backupType]));
  const report = restore(snapshot, { emulation, mode, scope });
  emulation.forgetFuture();
  noteSetting("Config Snapshot Restored", `${tell(snapshot)}, Mode: ${mode}`, { call, emulation });
  return answerJson(report);
};

function restore(contents: SnapshotContents, restoring: Restoring): RestoreReport {
  switch (contents.backupType) {
    case "managedsenders":
      return restoreSenders(contents, restoring);
    case "managedurls":
      return restoreUrls(contents, restoring);
    case "profilegroups":
      return restoreGroups(contents, restoring);
  }
}

function describe({ id, backupType, name, comment, createdAt, entries }: Snapshot): JsonObject {
  const createdDateTime = new Date(createdAt).toISOString();
  return { id, backupType, name, comment, createdDateTime, entryCount: entries.length };
}

function tell({ name, backupType }: Snapshot): string {
  return `Config snapshot ${name}, Type: ${backupType}`;
}

function snapshotOf(
  body: JsonObject,
  { field, emulation }: { readonly field: string; readonly emulation: Emulation },
): Snapshot {
  const id = readText(body, field);
  if (id === null) throw badBody(itemErrors.missing(field));
  const snapshot = emulation.administration.snapshots.find(id);
  if (snapshot === null) throw new Refusal(wireErrors.restNotFound("snapshot"));
  return snapshot;
}

function readChoice<Value extends string>(
  body: JsonObject,
  { field, allowed }: { readonly field: string; readonly allowed: readonly Value[] },
): Value {
  const value = body[field] ?? null;
  if (value === null) throw badBody(itemErrors.missing(field));
  const known = allowed.find((candidate) => candidate === value);
  if (known === undefined) throw badBody(itemErrors.notAllowed(field, allowed));
  return known;
}
