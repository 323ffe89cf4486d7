import { type MimecastClient, MimecastError } from "@postern/mimecast";
import { readTime } from "../../feeds/values/time.js";
import type { Bounds, TenantObject } from "../model/plan.js";
import { readAllPages, readPath, streamRows, type TenantRow, textAt } from "../model/read-all.js";

export const holdList = "gateway.get-hold-message-list";
export const releaseLog = "gateway.get-held-release-logs";

const pageSize = 500;

/** What the tenant shows of held messages: those in the queue, and those that left it. */
export interface HoldReading {
  readonly held: readonly TenantRow[];
  /** Null: the credential may not read the log. Only as far back as the messages asked for. */
  readonly left: readonly TenantRow[] | null;
}

export function readHeld(client: MimecastClient, { signal }: Pick<Bounds, "signal">): Promise<TenantRow[]> {
  // Without admin only the caller's own messages are listed; filters leave out what exists.
  return readAllPages(client, { operation: holdList, item: { admin: true }, pageSize, signal });
}

/** The queue, and of the log, newest first, as much as tells of those that are not in the queue. */
export async function readHoldState(
  client: MimecastClient,
  request: { readonly inputs: readonly { readonly id: string }[] } & Bounds,
): Promise<HoldReading> {
  const { inputs, signal } = request;
  const held = await readHeld(client, { signal });
  const present = new Set(held.map((row) => textAt(row, "id")));
  const gone = new Set(inputs.map(({ id }) => id).filter((id) => !present.has(id)));
  if (gone.size === 0) return { held, left: [] };
  const left: TenantRow[] = [];
  try {
    for await (const row of streamRows(client, { operation: releaseLog, item: {}, pageSize, signal })) {
      left.push(row);
      gone.delete(textAt(row, "id"));
      if (gone.size === 0) break;
    }
  } catch (thrown) {
    if (!isForbidden(thrown)) throw thrown;
    return { held, left: null };
  }
  return { held, left };
}

export type Fate = "released" | "rejected";

/**
 * Where a held message is, by its id, or by its meaning when it was seen before: ids can change from one reading to
 * the next. Null: it is not in the queue, and no log tells what became of it.
 */
export function locateHeld(
  { held, left }: HoldReading,
  wanted: { readonly id: string; readonly before: readonly TenantObject[]; readonly fate: Fate },
): readonly TenantObject[] | null {
  const { id, before, fate } = wanted;
  const seen = before.find(({ item }) => item["state"] === "held")?.item ?? null;
  const out =
    left?.find((row) => textAt(row, "id") === id) ??
    (held.some((row) => textAt(row, "id") === id) || seen === null ? undefined : findLeft(left ?? [], seen));
  const waiting =
    held.find((row) => textAt(row, "id") === id) ??
    (seen === null ? undefined : held.find((row) => isSame(describeHeld(row), seen)));
  if (out !== undefined) return [toLeft(out, fate)];
  return waiting === undefined ? null : [toHeld(waiting)];
}

function toHeld(row: TenantRow): TenantObject {
  const item = describeHeld(row);
  return {
    id: textAt(row, "id"),
    meaning: `holds ${quote(item)} (${textAt(row, "reason") || "no reason given"})`,
    bearing: "related",
    item,
  };
}

function describeHeld(row: TenantRow): TenantObject["item"] {
  return {
    state: "held",
    from: textAt(row, "from.emailAddress"),
    to: textAt(row, "to.emailAddress"),
    subject: textAt(row, "subject"),
    size: readPath(row, "size"),
    received: textAt(row, "dateReceived"),
  };
}

function isSame(one: TenantObject["item"], other: TenantObject["item"]): boolean {
  return ["from", "to", "subject", "size", "received"].every((name) => one[name] === other[name]);
}

function toLeft(row: TenantRow, fate: Fate): TenantObject {
  const item = describeLeft(row);
  const when = textAt(row, "released");
  const status = textAt(row, "status").toLowerCase();
  return {
    id: textAt(row, "id"),
    meaning: `has ${status === "" ? "let go of" : status} ${quote(item)} at ${when}`,
    bearing: status === fate ? "same" : "related",
    item: { ...item, state: status },
  };
}

function describeLeft(row: TenantRow): TenantObject["item"] {
  return {
    from: textAt(row, "fromEnv.emailAddress"),
    to: recipientOf(row),
    subject: textAt(row, "subject"),
    size: readPath(row, "size"),
  };
}

/** The log has no time of arrival: of two alike, the one that left after this one came. */
function findLeft(left: readonly TenantRow[], seen: TenantObject["item"]): TenantRow | undefined {
  const came = readTime(seen["received"]) ?? 0;
  return left.find((row) => {
    const item = describeLeft(row);
    const isAlike = ["from", "to", "subject", "size"].every((name) => item[name] === seen[name]);
    return isAlike && (readTime(row["released"]) ?? 0) >= came;
  });
}

function recipientOf(row: TenantRow): string {
  const { to } = row;
  return textAt({ to: Array.isArray(to) ? to[0] : to }, "to.emailAddress");
}

function quote({ subject, from, to }: TenantObject["item"]): string {
  return `"${String(subject)}" from ${String(from)} to ${String(to)}`;
}

function isForbidden(thrown: unknown): boolean {
  return (
    thrown instanceof MimecastError && (thrown.kind === "not-permitted" || thrown.kind === "product-missing")
  );
}

/** Ids are long and say nothing: their ends tell them apart on screen. */
export function nameHeld(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}

export async function probeHold(client: MimecastClient, signal: AbortSignal): Promise<void> {
  await client.call(holdList, { data: [{ admin: true }], pagination: { pageSize: 1 }, signal });
}
