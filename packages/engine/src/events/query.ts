import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import { readHost } from "../feeds/values/text.js";
import type { Database, Store } from "../store/index.js";
import { listHours } from "./hours.js";
import type { EventFilter, StoredEvent } from "./stored-event.js";

const pageRows = 500;
/** Hours that one page of a lookup seeks and sorts: of a busy sender, a day holds thousands of events. */
const hoursAtOnce = 24;

const columns = [
  "seq",
  "stream_id",
  "time",
  "id",
  "type",
  "sender",
  "recipient",
  "url",
  "host",
  "action",
  "verdict",
  "source_address",
  "message_id",
  "subject",
  "occurrences",
  "raw",
] as const;

type Row = Omit<Selectable<Database["events"]>, "hour">;

interface Stream {
  readonly id: number;
  readonly feed: string;
  readonly connection: string;
}

type EventQuery = SelectQueryBuilder<Database, "events", Record<never, never>>;

/** The filters that have an index; each lookup seeks it once for every hour. */
type Lookup = readonly [column: "message_id" | "sender" | "recipient" | "host", value: string];

/** Newest first, in pages, so that any number of events costs little memory. */
export async function* queryEvents(store: Store, filter: EventFilter): AsyncGenerator<StoredEvent> {
  const streams = await listStreams(store, filter);
  const lookup = chooseLookup(filter);
  const request = { store, filter, streams };
  const rows = lookup === null ? mergeStreams(request) : lookUp({ ...request, lookup });
  let left = filter.limit ?? Number.POSITIVE_INFINITY;
  if (left <= 0) return;
  for await (const row of rows) {
    yield toStoredEvent(row, streams);
    left -= 1;
    if (left <= 0) return;
  }
}

/** In the order of commits, from behind a commit number. */
export async function* queryCommitted(
  store: Store,
  { seq, filter }: { seq: number; filter: EventFilter },
): AsyncGenerator<StoredEvent> {
  let behind = seq;
  let left = filter.limit ?? Number.POSITIVE_INFINITY;
  const streams = await listStreams(store, filter);
  while (left > 0) {
    const rows: Row[] = await filtered(store, filter)
      .select(columns)
      .where(sql`+stream_id`, "in", [...streams.keys()])
      .where("seq", ">", behind)
      .orderBy("seq")
      .limit(Math.min(pageRows, left))
      .execute();
    for (const row of rows) yield toStoredEvent(row, streams);
    const last = rows.at(-1);
    if (last === undefined) return;
    behind = last.seq;
    left -= rows.length;
  }
}

export async function readLastSeq(store: Store): Promise<number> {
  const row = await store.read
    .selectFrom("events")
    .select((select) => select.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

async function listStreams(store: Store, filter: EventFilter): Promise<Map<number, Stream>> {
  let query = store.read
    .selectFrom("streams")
    .innerJoin("connections", "connections.id", "streams.connection_id")
    .select(["streams.id", "streams.feed", "connections.name as connection"]);
  if (filter.connection !== undefined) query = query.where("connections.name", "=", filter.connection);
  if (filter.feed !== undefined) query = query.where("streams.feed", "=", filter.feed);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function chooseLookup(filter: EventFilter): Lookup | null {
  if (filter.messageId !== undefined) return ["message_id", filter.messageId.replace(/^<|>$/g, "")];
  if (filter.sender !== undefined) return ["sender", filter.sender.toLowerCase()];
  const host = filter.host?.toLowerCase() ?? readHost(filter.url ?? null);
  if (host !== null) return ["host", host];
  if (filter.recipient !== undefined) return ["recipient", filter.recipient.toLowerCase()];
  return null;
}

interface QueryRequest {
  readonly store: Store;
  readonly filter: EventFilter;
  readonly streams: Map<number, Stream>;
}

async function* lookUp(request: QueryRequest & { lookup: Lookup }): AsyncGenerator<Row> {
  const { store, filter, streams, lookup } = request;
  const [column, value] = lookup;
  const held = await listHours(store, filter);
  for (let at = 0; at < held.length; at += hoursAtOnce) {
    const hours = held.slice(at, at + hoursAtOnce);
    let before: Row | null = null;
    for (;;) {
      let query = filtered(store, filter).where("hour", "in", hours).where(column, "=", value);
      if (before !== null) query = query.where(sql<boolean>`(time, seq) < (${before.time}, ${before.seq})`);
      const rows: Row[] = await query
        .select(columns)
        .where(sql`+stream_id`, "in", [...streams.keys()])
        .orderBy("time", "desc")
        .orderBy("seq", "desc")
        .limit(pageRows)
        .execute();
      yield* rows;
      before = rows.at(-1) ?? null;
      if (rows.length < pageRows) break;
    }
  }
}

/** Each stream is read in the order of its key and time; the newest of all heads comes next. */
async function* mergeStreams({ store, filter, streams }: QueryRequest): AsyncGenerator<Row> {
  const heads: { row: Row; rest: AsyncGenerator<Row> }[] = [];
  for (const streamId of streams.keys()) {
    const rest = pageStream({ store, filter, streamId });
    const first = await rest.next();
    if (first.done !== true) heads.push({ row: first.value, rest });
  }
  while (heads.length > 0) {
    const newest = heads.reduce((one, other) => (isNewer(other.row, one.row) ? other : one));
    yield newest.row;
    const next = await newest.rest.next();
    if (next.done === true) heads.splice(heads.indexOf(newest), 1);
    else newest.row = next.value;
  }
}

function isNewer(one: Row, other: Row): boolean {
  return one.time > other.time || (one.time === other.time && one.seq > other.seq);
}

async function* pageStream(request: {
  store: Store;
  filter: EventFilter;
  streamId: number;
}): AsyncGenerator<Row> {
  let before: Row | null = null;
  for (;;) {
    let query = filtered(request.store, request.filter).where("stream_id", "=", request.streamId);
    if (before !== null) query = query.where(sql<boolean>`(time, id) < (${before.time}, ${before.id})`);
    const rows: Row[] = await query
      .select(columns)
      .orderBy("time", "desc")
      .orderBy("id", "desc")
      .limit(pageRows)
      .execute();
    yield* rows;
    before = rows.at(-1) ?? null;
    if (rows.length < pageRows) return;
  }
}

function filtered(store: Store, filter: EventFilter): EventQuery {
  let query: EventQuery = store.read.selectFrom("events");
  const exact = [
    ["type", filter.type],
    ["sender", filter.sender?.toLowerCase()],
    ["recipient", filter.recipient?.toLowerCase()],
    ["url", filter.url],
    ["host", filter.host?.toLowerCase()],
    ["message_id", filter.messageId?.replace(/^<|>$/g, "")],
    ["verdict", filter.verdict],
  ] as const;
  for (const [column, value] of exact) if (value !== undefined) query = query.where(column, "=", value);
  if (filter.subject !== undefined) {
    query = query.where(sql<boolean>`instr(lower(subject), ${filter.subject.toLowerCase()}) > 0`);
  }
  if (filter.since !== undefined) query = query.where("time", ">=", filter.since);
  if (filter.until !== undefined) query = query.where("time", "<", filter.until);
  return query;
}

function toStoredEvent(row: Row, streams: ReadonlyMap<number, Stream>): StoredEvent {
  const { stream_id, source_address, message_id, id, ...rest } = row;
  const stream = streams.get(stream_id);
  return {
    ...rest,
    connection: stream?.connection ?? "",
    feed: stream?.feed ?? "",
    id: Buffer.from(id).toString("hex"),
    sourceAddress: source_address,
    messageId: message_id,
  };
}
