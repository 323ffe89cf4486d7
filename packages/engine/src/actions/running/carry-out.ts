import {
  type Answer,
  type MimecastClient,
  MimecastError,
  type OperationName,
  operation,
} from "@postern/mimecast";
import type { AuditKind, NewAuditEntry } from "../../audit/index.js";
import { type PosternError, toPosternError } from "../../errors/index.js";
import type { PlannedCall } from "../model/plan.js";
import { readRows, textAt } from "../model/read-all.js";
import type { MadeObject } from "../model/run.js";
import { findFailures, tellsOfDuplicate } from "./find-failures.js";
import { canJoin, joinItems } from "./join-items.js";
import { type ItemChange, type RunStore, type StoredItem, type StoredRun, withChanges } from "./run-store.js";

export interface CarryOutRequest {
  readonly run: StoredRun;
  /** What of it was recorded as going out already; null: nothing yet. */
  readonly first: Batch | null;
  readonly client: MimecastClient;
  readonly runs: RunStore;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told once of each operation whether it may be called: no probe shows it of a permission to write. */
  readonly noteFound: (operation: OperationName, isHeld: boolean) => Promise<void>;
}

/** How far a run has come. */
export interface Progress {
  readonly runId: string;
  /** Targets that no call is left for. */
  readonly called: number;
  readonly targets: number;
  /** Waiting for the tenant's quota, for so long; 0: not waiting. */
  readonly waitMs: number;
}

// A call of the vendor that names no limit takes so many items: what is known of the largest lists in one call.
const itemsAtOnce = 20;

/**
 * Makes the calls of a run, each once: the first of every target, then the second of every target, as many targets in
 * one call as the operation takes. What a call brought is kept before the next goes out, together with the next, so that
 * a process that dies leaves exactly one call whose outcome only reading can tell.
 */
export async function carryOut(request: CarryOutRequest): Promise<StoredRun> {
  const { runs, now } = request;
  let { run, first: batch } = request;
  const found = new Set<OperationName>();
  if (batch === null) {
    batch = isStopped(request) ? null : nextBatch(run);
    if (batch === null) return run;
    run = await runs.change(run, markCalling(batch), { at: now(), audit: [noteCall(run, batch, now())] });
  }
  while (batch !== null) {
    const answered: Answered = isStopped(request) ? takeBack(batch) : await call(request, run, batch);
    const after = withChanges(run, answered.changes);
    report(request, after, 0);
    const next: Batch | null = answered.isEnd || isStopped(request) ? null : nextBatch(after);
    const at = now();
    const answer = note(run, "call.answered", { at, body: answered.body });
    const calls = next === null ? [] : [noteCall(run, next, at)];
    run = await runs.change(run, joinChanges(answered.changes, next), { at, audit: [answer, ...calls] });
    if (answered.isHeld !== null && !found.has(batch.operation)) {
      found.add(batch.operation);
      await request.noteFound(batch.operation, answered.isHeld);
    }
    batch = next;
  }
  return run;
}

/** The intent to call: recorded before the call goes out. */
export function noteCall(run: StoredRun, { operation: name, items }: Batch, at: number): NewAuditEntry {
  const targets = items.map(({ number }) => number);
  return note(run, "call.made", { at, body: { operation: name, targets } });
}

export function markCalling({ items }: Batch): ReadonlyMap<number, ItemChange> {
  return new Map(items.map(({ number }) => [number, { state: "calling" }]));
}

/** A target whose second call goes out with the answer to its first. */
function joinChanges(
  answered: ReadonlyMap<number, ItemChange>,
  next: Batch | null,
): ReadonlyMap<number, ItemChange> {
  if (next === null) return answered;
  const joined = new Map(answered);
  for (const [number, change] of markCalling(next)) joined.set(number, { ...joined.get(number), ...change });
  return joined;
}

function isStopped({ signal }: CarryOutRequest): boolean {
  return signal?.aborted === true;
}

export interface Batch {
  readonly operation: OperationName;
  readonly items: readonly StoredItem[];
  readonly calls: readonly PlannedCall[];
}

/** Targets whose next call is of the same operation, and no further along than any other. Pure. */
export function nextBatch(run: Pick<StoredRun, "items">): Batch | null {
  const waiting = run.items.filter(({ state, called, calls }) => isOpen(state) && called < calls.length);
  const step = Math.min(...waiting.map(({ called }) => called));
  const turn = waiting.filter(({ called }) => called === step);
  const first = turn[0]?.calls[step];
  if (first === undefined) return null;
  const name = first.operation;
  // A request of its own goes out by itself; items of the envelope share a call.
  const most =
    first.item === undefined
      ? 1
      : first.listedUnder === undefined
        ? (operation(name).maxItems ?? itemsAtOnce)
        : (first.listedAtOnce ?? itemsAtOnce);
  const items = turn
    .filter(({ calls }) => {
      const other = calls[step];
      return other?.operation === name && other.item !== undefined && canJoin(first, other);
    })
    .slice(0, most);
  const chosen = first.item === undefined ? turn.slice(0, 1) : items;
  return {
    operation: name,
    items: chosen,
    calls: chosen.flatMap(({ calls }) => calls[step] ?? []),
  };
}

function isOpen(state: StoredItem["state"]): boolean {
  return state === "planned" || state === "called";
}

interface Answered {
  readonly changes: ReadonlyMap<number, ItemChange>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Nothing more can be called: the credential or the right is gone, or somebody stopped it. */
  readonly isEnd: boolean;
  /** Whether the credential has the right to the call; null where the answer does not tell. */
  readonly isHeld: boolean | null;
}

async function call(request: CarryOutRequest, run: StoredRun, batch: Batch): Promise<Answered> {
  const { client, signal, sleep } = request;
  for (;;) {
    try {
      return readAnswer(batch, await send(client, batch));
    } catch (thrown) {
      const waitMs = throttledFor(thrown);
      if (waitMs === null || signal?.aborted === true) return readProblem(batch, thrown);
      // Refused for its quota, it was certainly not carried out.
      report(request, run, waitMs);
      if (!(await waited(() => sleep(waitMs, signal)))) return takeBack(batch);
    }
  }
}

async function send(client: MimecastClient, { operation: name, calls }: Batch): Promise<Answer> {
  const [first] = calls;
  if (first?.item === undefined) return await client.call(name, { ...first?.request, partial: true });
  return await client.call(name, { data: joinItems(calls), partial: true });
}

/** What the tenant says of each item; where it can't be told which one it means, reading back decides. */
function readAnswer(batch: Batch, answer: Answer): Answered {
  const { requestId, fail, metaStatus } = answer;
  const items = batch.calls.map(({ item }) => item ?? {});
  // The vendor can say no in `meta.status` alone, with nothing under `fail`.
  const refusedAll = fail.length === 0 && metaStatus !== null && metaStatus >= 400;
  const failures = refusedAll
    ? items.map(() => `The tenant answered with status ${String(metaStatus)}.`)
    : findFailures(items, fail);
  const changes = batch.items.map((item, index): [number, ItemChange] => {
    const problem = failures[index] ?? null;
    const requestIds = requestId === null ? item.requestIds : [...item.requestIds, requestId];
    // What was refused gets no further call: the next one builds on it.
    const called = problem === null ? item.called + 1 : item.calls.length;
    const said =
      problem === null ? { made: [...item.made, ...madeBy(batch, answer)] } : refused(item, problem);
    return [item.number, { state: "called", called, requestIds, ...said }];
  });
  const refusals = failures.filter((problem) => problem !== null).length;
  const body = { operation: batch.operation, requestId, refused: refusals };
  return { changes: new Map(changes), body, isEnd: false, isHeld: refusals === items.length ? null : true };
}

/** What was there before anything was called is nobody's making of this run, whatever its reading left out. */
function refused({ called }: StoredItem, problem: string): Pick<ItemChange, "detail" | "outcome"> {
  const wasThere = called === 0 && tellsOfDuplicate(problem);
  return { detail: problem, ...(wasThere ? { outcome: "already-so" } : {}) };
}

/** The id in the answer to one target alone: of several, rows and targets need not match. */
function madeBy({ operation: name, items }: Batch, { data }: Answer): readonly MadeObject[] {
  const [row, ...others] = readRows(data);
  if (items.length > 1 || row === undefined || others.length > 0) return [];
  const id = textAt(row, "id");
  return id === "" ? [] : [{ operation: name, id }];
}

function readProblem(batch: Batch, thrown: unknown): Answered {
  const error = toPosternError(thrown);
  const requestId = thrown instanceof MimecastError ? thrown.requestId : null;
  const isEnd = endsRun(error);
  // What may have been carried out without an answer stays as a call that is out: only reading tells what came of it.
  const state = error.code === "outcome-unknown" ? "calling" : "called";
  const changes = batch.items.map((item): [number, ItemChange] => [
    item.number,
    {
      state,
      called: item.calls.length,
      detail: error.message,
      ...(requestId === null ? {} : { requestIds: [...item.requestIds, requestId] }),
    },
  ]);
  const body = { operation: batch.operation, requestId, code: error.code, message: error.message };
  const isHeld = error.code === "not-permitted" || error.code === "product-missing" ? false : null;
  return { changes: new Map(changes), body, isEnd, isHeld };
}

/** False: somebody stopped the wait. */
async function waited(wait: () => Promise<void>): Promise<boolean> {
  try {
    await wait();
    return true;
  } catch {
    return false;
  }
}

/** The call never went out: its targets stand where they stood, as the batch took them up. */
function takeBack(batch: Batch): Answered {
  const changes = batch.items.map(({ number, state }): [number, ItemChange] => [number, { state }]);
  return {
    changes: new Map(changes),
    body: { operation: batch.operation, stopped: true },
    isEnd: true,
    isHeld: null,
  };
}

const ends: ReadonlySet<string> = new Set([
  "credentials-refused",
  "keys-expired",
  "token-expired",
  "not-permitted",
  "product-missing",
  "interrupted",
]);

function endsRun({ code }: PosternError): boolean {
  return ends.has(code);
}

const leastWaitMs = 1000;

function throttledFor(thrown: unknown): number | null {
  const cause = thrown instanceof MimecastError ? thrown : thrown instanceof Error ? thrown.cause : null;
  if (!(cause instanceof MimecastError) || cause.kind !== "throttled") return null;
  return Math.max(cause.retryAfterMs ?? 0, leastWaitMs);
}

export function note(
  run: Pick<StoredRun, "id" | "actor" | "origin" | "connection">,
  kind: AuditKind,
  { at, body }: { readonly at: number; readonly body: NewAuditEntry["body"] },
): NewAuditEntry {
  const { id, actor, origin, connection } = run;
  return { at, actor, origin, kind, connection, subject: id, body };
}

function report({ onProgress }: CarryOutRequest, { id, items }: StoredRun, waitMs: number): void {
  onProgress?.({
    runId: id,
    called: items.filter(({ state, called, calls }) => state === "settled" || called >= calls.length).length,
    targets: items.length,
    waitMs,
  });
}
