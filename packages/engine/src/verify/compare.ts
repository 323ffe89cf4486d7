import { hash } from "node:crypto";
import type { Batch } from "../collector/index.js";
import { idText } from "../ledger/index.js";
import { type EventRow, idBytes, type Store } from "../store/index.js";
import type { ComparedEvent, Difference, VerifyReport } from "./report.js";

const pageRows = 2000;
/** Ids looked for at once: each with each of their times is a seek. */
const lookedForAtOnce = 40;
const shownExamples = 20;

type Counts = Pick<
  VerifyReport,
  "read" | "matched" | "missing" | "extra" | "changed" | "superseded" | "provisional" | "broken"
>;

interface Held extends ComparedEvent {
  /** What stays the same where only the words of a record change. */
  readonly likeness: string;
}

export interface Comparison {
  /** Compares what was read; stores nothing. */
  take(batch: Batch): Promise<void>;
  /** Looks for what the store has beside what was read. */
  finish(): Promise<Counts>;
}

/** Compares what a tenant answers of a span with the events of a stream. Memory: about 100 bytes for each event read. */
export function createComparison(
  store: Store,
  request: {
    readonly streamId: number;
    readonly from: number;
    readonly until: number;
    /** Records change, and the tenant answers only how they are now. */
    readonly hasRevisions: boolean;
  },
): Comparison {
  const { streamId, from, until, hasRevisions } = request;
  const seen = new Set<string>();
  const missing = new Map<string, Held>();
  let read = 0;
  let broken = 0;
  const isInside = (time: number): boolean => time >= from && time < until;

  const lookFor = async (wanted: readonly { id: Uint8Array; row: EventRow }[]): Promise<void> => {
    const rows = await store.read
      .selectFrom("events")
      .select("id")
      .where("stream_id", "=", streamId)
      .where("time", "in", [...new Set(wanted.map(({ row }) => row[0]))])
      .where(
        "id",
        "in",
        wanted.map(({ id }) => id),
      )
      .execute();
    const found = new Set(rows.map(({ id }) => idText(id)));
    for (const { id, row } of wanted) {
      if (!found.has(idText(id))) missing.set(idText(id), heldOfRow(id, row));
    }
  };

  return {
    async take({ events, quarantine }) {
      broken += quarantine.length;
      const fresh: { id: Uint8Array; row: EventRow }[] = [];
      events.rows.forEach((row, index) => {
        if (!isInside(row[0])) return;
        read += 1;
        const id = events.ids.subarray(index * idBytes, (index + 1) * idBytes);
        if (seen.has(idText(id))) return;
        seen.add(idText(id));
        fresh.push({ id, row });
      });
      for (let start = 0; start < fresh.length; start += lookedForAtOnce)
        await lookFor(fresh.slice(start, start + lookedForAtOnce));
    },
    async finish() {
      const extra: Held[] = [];
      let superseded = 0;
      let provisional = 0;
      for await (const event of storedEvents(store, { streamId, from, until })) {
        if (seen.has(idText(event.id))) continue;
        if (event.isProvisional) provisional += 1;
        else if (hasRevisions) superseded += 1;
        else extra.push(event.held());
      }
      const changed = pairAlike(missing, extra);
      const isChanged = new Set(changed.map(({ id }) => id));
      return {
        read,
        matched: seen.size - missing.size,
        missing: differenceOf([...missing.values()].filter(({ id }) => !isChanged.has(id))),
        extra: differenceOf(extra.filter(({ id }) => !isChanged.has(id))),
        changed: differenceOf(changed.filter((_, index) => index % 2 === 0)),
        superseded,
        provisional,
        broken,
      };
    },
  };
}

/** The same event in different words stands on both sides: each pair, the tenant's first. */
function pairAlike(missing: ReadonlyMap<string, Held>, extra: readonly Held[]): Held[] {
  const byLikeness = new Map<string, Held[]>();
  for (const event of extra) {
    const alike = byLikeness.get(event.likeness);
    if (alike === undefined) byLikeness.set(event.likeness, [event]);
    else alike.push(event);
  }
  return [...missing.values()].flatMap((event) => {
    const partner = byLikeness.get(event.likeness)?.pop();
    return partner === undefined ? [] : [event, partner];
  });
}

function differenceOf(events: readonly Held[]): Difference {
  const examples = events
    .slice(0, shownExamples)
    .map(({ id, time, type, raw }): ComparedEvent => ({ id, time, type, raw }));
  return { count: events.length, examples };
}

function heldOfRow(id: Uint8Array, row: EventRow): Held {
  const [time, type, sender, recipient, url, , , , , messageId] = row;
  return {
    id: Buffer.from(id).toString("hex"),
    time,
    type,
    raw: row[12],
    likeness: likenessOf([time, type, sender, recipient, url, messageId]),
  };
}

function likenessOf(fields: readonly (string | number | null)[]): string {
  return hash("sha256", JSON.stringify(fields)).slice(0, 32);
}

interface Stored {
  readonly id: Uint8Array;
  readonly isProvisional: boolean;
  readonly held: () => Held;
}

/** The events of a span, page by page. */
async function* storedEvents(
  store: Store,
  { streamId, from, until }: { streamId: number; from: number; until: number },
): AsyncGenerator<Stored> {
  let after: { time: number; id: Uint8Array } = { time: from, id: new Uint8Array() };
  for (;;) {
    const { time: afterTime, id: afterId } = after;
    const rows = await store.read
      .selectFrom("events")
      .select(["id", "time", "type", "sender", "recipient", "url", "message_id", "raw"])
      .select((select) =>
        select
          .selectFrom("natural_keys")
          .select("provisional")
          .where("natural_keys.stream_id", "=", streamId)
          .where("provisional", "=", 1)
          .whereRef("natural_keys.time", "=", "events.time")
          .whereRef("natural_keys.seq", "=", "events.seq")
          .limit(1)
          .as("provisional"),
      )
      .where("stream_id", "=", streamId)
      .where("time", "<", until)
      .where((where) => where(where.refTuple("time", "id"), ">", where.tuple(afterTime, afterId)))
      .orderBy("time")
      .orderBy("id")
      .limit(pageRows)
      .execute();
    for (const { id, time, type, sender, recipient, url, message_id, raw, provisional } of rows) {
      yield {
        id,
        isProvisional: provisional === 1,
        held: () => ({
          id: Buffer.from(id).toString("hex"),
          time,
          type,
          raw,
          likeness: likenessOf([time, type, sender, recipient, url, message_id]),
        }),
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = last;
  }
}
