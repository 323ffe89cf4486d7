import type { Kysely } from "kysely";
import type { Database } from "../store/index.js";
import type { Acting, Actor } from "./acting.js";
import { appendAudit } from "./audit-log.js";
import type { NewAuditEntry } from "./entry.js";

/** What was done, without who did it and when. */
export type Deed = Omit<NewAuditEntry, "at" | "actor" | "origin">;

/** Appends a deed of whoever acts, in the transaction of what it tells of. */
export type Recorder = (transaction: Kysely<Database>, deed: Deed, given?: Partial<Actor>) => Promise<void>;

export function createRecorder({ acting, now }: { acting: Acting; now: () => number }): Recorder {
  return async (transaction, { body, ...deed }, given = {}) => {
    const { actor, origin, reason } = acting.by(given);
    const why = reason === undefined ? {} : { reason };
    await appendAudit(transaction, { ...deed, at: now(), actor, origin, body: { ...why, ...body } });
  };
}
