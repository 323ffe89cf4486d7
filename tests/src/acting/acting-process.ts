import { Worker } from "node:worker_threads";
import { openEngine, type Run } from "@postern/engine";

// Runs actions in a process of its own that kills itself before a given statement reaches the database, or never.
// Arguments: home, the tenant's time, the number of the statement, and what to do as JSON.
const [home = "", time = "", deadly = "", deed = "{}"] = process.argv.slice(2);
const wanted = JSON.parse(deed) as
  | { readonly undo: string }
  | { readonly action: string; readonly connection: string; readonly inputs: readonly object[] };
const why = { actor: "tester", reason: "case 42" };

const engine = await openEngine({ home, now: () => Number(time) });
let statements = 0;
const post = Worker.prototype.postMessage;
// Between any two statements stand at most one call of the tenant, and nothing else that outlives the process.
Worker.prototype.postMessage = function (this: Worker, ...message: Parameters<typeof post>) {
  statements += 1;
  if (statements === Number(deadly)) process.kill(process.pid, "SIGKILL");
  post.apply(this, message);
};
const run: Run =
  "undo" in wanted
    ? await engine.actions.undo(wanted.undo, why)
    : await engine.actions.run({
        ...wanted,
        inputs: [...wanted.inputs] as Record<string, unknown>[],
        ...why,
      });
process.stdout.write(run.outcome ?? "none");
await engine.close();
