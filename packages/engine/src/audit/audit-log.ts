import type { Kysely, Selectable } from "kysely";
import type { Database, Store } from "../store/index.js";
import { type AuditEntry, type AuditKind, beginning, hashEntry, type NewAuditEntry } from "./entry.js";
import { redact } from "./redact.js";

export interface AuditFilter {
  readonly since?: number;
  readonly until?: number;
  readonly actor?: string;
  readonly connection?: string;
  /** A run, a plan, a connection, a credential, a channel. */
  readonly subject?: string;
  /** One of them, or what stands before the dot: all of a family. */
  readonly kind?: string;
  /** Behind this entry: for following. */
  readonly after?: number;
  /** The newest so many; default all. */
  readonly limit?: number;
}

export interface AuditVerdict {
  readonly entries: number;
  /** Of the newest entry; compare it with one noted elsewhere to see that the end was not cut. */
  readonly head: string;
  /** The first entry that does not fit what stands before it; null where all fit. */
  readonly brokenAt: { readonly seq: number; readonly what: string } | null;
  /** Where the head that was noted elsewhere stands; null where it was not asked for, or stands nowhere. */
  readonly expectedAt: number | null;
}

const pageRows = 500;

/** Appends in the transaction of what it tells of: neither stands without the other. */
export async function appendAudit(
  transaction: Kysely<Database>,
  ...entries: readonly NewAuditEntry[]
): Promise<void> {
  const last = await transaction
    .selectFrom("audit")
    .select(["seq", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? beginning;
  const rows = entries.map(({ body: content, connection, ...rest }) => {
    seq += 1;
    const body = JSON.stringify(redact(content));
    const hash = hashEntry({ ...rest, connection, seq, previous }, body);
    const row = { ...rest, seq, connection: connection ?? "", body, previous, hash };
    previous = hash;
    return row;
  });
  if (rows.length > 0) await transaction.insertInto("audit").values(rows).execute();
}

/** Oldest first, a page at a time. */
export async function* readAudit(store: Store, filter: AuditFilter = {}): AsyncGenerator<AuditEntry> {
  let after = filter.after ?? 0;
  if (filter.limit !== undefined) after = Math.max(after, await findStart(store, filter, filter.limit));
  for (;;) {
    const rows = await select(store, filter)
      .selectAll()
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(pageRows)
      .execute();
    for (const row of rows) yield toEntry(row);
    const last = rows[rows.length - 1];
    if (last === undefined || rows.length < pageRows) return;
    after = last.seq;
  }
}

/**
 * Reads the whole chain, a page at a time. An entry changed, left out or put in shows by itself; that the end was cut, or
 * all of it written anew, shows only by a head that was noted elsewhere.
 */
export async function verifyAudit(store: Store, expected: string | null = null): Promise<AuditVerdict> {
  let head = beginning;
  let entries = 0;
  let expectedAt: number | null = expected === beginning ? 0 : null;
  for (;;) {
    const rows = await store.read
      .selectFrom("audit")
      .selectAll()
      .where("seq", ">", entries)
      .orderBy("seq")
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      const what = findFlaw(row, { previous: head, seq: entries + 1 });
      if (what !== null) return { entries, head, brokenAt: { seq: row.seq, what }, expectedAt };
      entries += 1;
      head = row.hash;
      if (head === expected) expectedAt = row.seq;
    }
    if (rows.length < pageRows) return { entries, head, brokenAt: null, expectedAt };
  }
}

type AuditRow = Selectable<Database["audit"]>;

function findFlaw(row: AuditRow, expected: { previous: string; seq: number }): string | null {
  if (row.seq !== expected.seq) return `entry ${String(expected.seq)} is missing`;
  if (row.previous !== expected.previous) return "it does not follow the entry before it";
  const { hash, body, ...rest } = toEntry(row);
  return hashEntry(rest, row.body) === hash ? null : "its content is not what was written";
}

function select(store: Store, filter: AuditFilter) {
  const { since, until, actor, connection, subject, kind } = filter;
  let query = store.read.selectFrom("audit");
  if (since !== undefined) query = query.where("at", ">=", since);
  if (until !== undefined) query = query.where("at", "<", until);
  if (actor !== undefined) query = query.where("actor", "=", actor);
  if (connection !== undefined) query = query.where("connection", "=", connection);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (kind !== undefined)
    query = query.where((eb) => eb.or([eb("kind", "=", kind), eb("kind", "like", `${kind}.%`)]));
  return query;
}

async function findStart(store: Store, filter: AuditFilter, limit: number): Promise<number> {
  const row = await select(store, filter)
    .select("seq")
    .orderBy("seq", "desc")
    .offset(limit)
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Kinds and bodies were written by `appendAudit` alone: a decoder's casts. */
function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    origin: row.origin,
    kind: row.kind as AuditKind,
    connection: row.connection === "" ? null : row.connection,
    subject: row.subject,
    body: JSON.parse(row.body) as AuditEntry["body"],
    previous: row.previous,
    hash: row.hash,
  };
}
