import { parentPort, workerData } from "node:worker_threads";
import { bucketedByDay } from "./layouts.js";
import { type Batch, forms } from "./statements.js";
import { defaultSettings, openDatabase } from "./store.js";

const files = workerData as readonly string[];
const inserts = forms.map((form, at) => {
  const database = openDatabase(files[at] ?? "", { ...defaultSettings, autocheckpointPages: 4_000 });
  database.exec(bucketedByDay.create("events"));
  const insert = form.prepare(database);
  let nextNumber = 1;
  return database.transaction((batch: Batch) => {
    nextNumber = insert(batch, nextNumber);
  });
});

parentPort?.on("message", ({ form, batch }: { form: number; batch: Batch }) => {
  const startedMs = performance.now();
  inserts[form]?.(batch);
  parentPort?.postMessage(performance.now() - startedMs);
});
