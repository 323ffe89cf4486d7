import { queryEvents, type StoredEvent } from "../../events/index.js";
import type { Store } from "../../store/index.js";
import type { PlannedCall } from "../model/plan.js";
import type { Outcome } from "../model/run.js";
import { note } from "./carry-out.js";
import type { ItemChange, RunStore, StoredItem, StoredRun } from "./run-store.js";

/** Rows are of whole seconds. No more: a row of before the run, about the same done earlier, must not count. */
const toleranceMs = 1_000;
/** The vendor's log is some minutes late; what it has not told within a day it won't tell. */
const waitMs = 24 * 3_600_000;

const unverified: readonly (Outcome | null)[] = ["accepted-unverifiable", "unknown"];

/**
 * Settles what no call reads back (a recipient's own list) by the tenant's audit log, as far as it was collected. That such
 * changes are logged is sure, in which words is not: a row counts where it names all that was asked, and the deed.
 */
export function createTenantLog({
  store,
  runs,
  now,
}: {
  readonly store: Store;
  readonly runs: RunStore;
  readonly now: () => number;
}): { hear(): Promise<void> } {
  const hearOf = async (run: StoredRun): Promise<void> => {
    const changes = new Map<number, ItemChange>();
    const outcomes: { target: number; outcome: Outcome; told: string }[] = [];
    const heard = run.items.flatMap((item) => {
      const wanted = unverified.includes(item.outcome) ? wordsOf(item) : null;
      return wanted === null ? [] : [{ item, wanted }];
    });
    if (heard.length === 0) return;
    for await (const event of listRows(store, run)) {
      const text = event.raw.toLowerCase();
      for (const { item, wanted } of heard) {
        if (changes.has(item.number) || !wanted.every((word) => text.includes(word))) continue;
        const detail = describe(event);
        changes.set(item.number, { state: "settled", outcome: "done", detail });
        outcomes.push({ target: item.number, outcome: "done", told: event.id });
      }
    }
    if (changes.size === 0) return;
    const audit = [note(run, "run.settled", { at: now(), body: { outcomes } })];
    await runs.change(run, changes, { at: now(), audit, readAgainAt: run.readAgainAt });
  };
  return {
    async hear() {
      for (const run of await runs.listUnverified(now() - waitMs)) await hearOf(run);
    },
  };
}

function listRows(store: Store, { connection, createdAt }: StoredRun): AsyncGenerator<StoredEvent> {
  return queryEvents(store, {
    connection,
    feed: "audit",
    since: createdAt - toleranceMs,
    until: createdAt + waitMs,
  });
}

/** What a row must hold to be about all calls of a target, in small letters; null where no row would be known. */
function wordsOf({ calls }: StoredItem): readonly string[] | null {
  const words = calls.map(wordsOfCall);
  return calls.length === 0 || words.includes(null) ? null : words.flatMap((each) => each ?? []);
}

function wordsOfCall({ operation, item, request }: PlannedCall): readonly string[] | null {
  if (operation === "managedsender.permit-or-block-sender") return texts(Object.values(item ?? {}));
  if (operation !== "email.managed-senders.senders.bulk-delete") return null;
  const body = request?.body;
  const ids: unknown = body?.["ids"];
  return Array.isArray(ids) ? [...texts(ids), "delet"] : null;
}

function texts(values: readonly unknown[]): string[] {
  return values.map((value) => String(value).toLowerCase());
}

function describe({ time, subject, type }: StoredEvent): string {
  const at = new Date(time).toISOString().slice(0, 19).replace("T", " ");
  return `The tenant's audit log tells of it, at ${at} UTC: ${type}${subject === null ? "" : `, ${subject}`}`;
}
