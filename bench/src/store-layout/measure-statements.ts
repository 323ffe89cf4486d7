import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { chunkSize, type StoredEvent, synthesizeChunk } from "./events.js";
import { rotate } from "./rounds.js";
import { type Form, forms, wireOf } from "./statements.js";
import { defaultSettings } from "./store.js";
import { kilo, type Table } from "./table.js";

interface Spent {
  /** Making the message and posting it: what the thread that collects is kept from. */
  sendMs: number;
  /** Inside the worker's transaction. */
  commitMs: number;
  /** From the first byte made to the answer. */
  wholeMs: number;
}

export async function measureStatements(directory: string, events: number): Promise<Table> {
  const worker = new Worker(new URL("./statement-worker.js", import.meta.url), {
    workerData: forms.map((_, at) => join(directory, `statements-${at}.db`)),
  });
  const fresh = await sendInterleaved(worker, events);
  const repeated = await sendInterleaved(worker, events);
  await worker.terminate();
  const perSecond = (ms: number) => (events * 1_000) / ms;
  const base = fresh[0]?.wholeMs ?? 1;
  return {
    title: `Insert statements on L5 day from a worker thread, ${events} events, commits of ${defaultSettings.batchSize}`,
    head: ["form", "fresh/s", "ratio", "in the commit alone/s", "sender busy µs/event", "duplicates/s"],
    rows: forms.map((form, at) => {
      const spent = fresh[at] ?? { sendMs: 0, commitMs: 0, wholeMs: 0 };
      return [
        form.name,
        kilo(perSecond(spent.wholeMs)),
        (base / spent.wholeMs).toFixed(2),
        kilo(perSecond(spent.commitMs)),
        ((spent.sendMs * 1_000) / events).toFixed(1),
        kilo(perSecond(repeated[at]?.wholeMs ?? 0)),
      ];
    }),
  };
}

async function sendInterleaved(worker: Worker, events: number): Promise<Spent[]> {
  const spent = forms.map((): Spent => ({ sendMs: 0, commitMs: 0, wholeMs: 0 }));
  const chunkCount = Math.ceil(events / chunkSize);
  for (let chunk = 0; chunk < chunkCount; chunk += 1) {
    const chunkEvents = synthesizeChunk(chunk, chunkCount);
    for (const [at, form] of rotate([...forms.entries()], chunk)) {
      for (let from = 0; from < chunkSize; from += defaultSettings.batchSize) {
        const sum = spent[at];
        if (sum !== undefined)
          await send({
            worker,
            form,
            at,
            sum,
            events: chunkEvents.slice(from, from + defaultSettings.batchSize),
          });
      }
    }
  }
  return spent;
}

interface Sending {
  readonly worker: Worker;
  readonly form: Form;
  readonly at: number;
  readonly sum: Spent;
  readonly events: readonly StoredEvent[];
}

async function send({ worker, form, at, sum, events }: Sending): Promise<void> {
  const answer = once(worker, "message");
  const startedMs = performance.now();
  worker.postMessage({ form: at, batch: wireOf(form, events) });
  sum.sendMs += performance.now() - startedMs;
  const [commitMs]: unknown[] = await answer;
  sum.wholeMs += performance.now() - startedMs;
  sum.commitMs += Number(commitMs);
}
