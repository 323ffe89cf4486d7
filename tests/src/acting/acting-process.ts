import { subscribe } from "node:diagnostics_channel";
import { Worker } from "node:worker_threads";
import { openEngine, PosternError } from "@postern/engine";
import { type Deed, refused, why } from "./deed.js";

// Does one deed in a process of its own that kills itself at a given step, or never.
// Arguments: home, the tenant's time, the number of the step, and what to do as JSON.
const [home = "", time = "", deadly = "", deed = "{}"] = process.argv.slice(2);
const wanted = JSON.parse(deed) as Deed;

const engine = await openEngine({ home, now: () => Number(time) });
let steps = 0;
function step(): void {
  steps += 1;
  if (steps === Number(deadly)) process.kill(process.pid, "SIGKILL");
}

/** Which of the database's threads have a transaction open: what is written in one is gone unless it is committed. */
const open = new Set<Worker>();
function isDurable(worker: Worker, body: { kind: string; sql?: string }): boolean {
  if (body.kind === "commit") return true;
  const verb = body.sql?.trimStart().slice(0, 6).toLowerCase() ?? "";
  if (verb === "begin ") open.add(worker);
  if (verb === "commit") return open.delete(worker);
  return /^(?:insert|update|delete|with c)/.test(verb) && !open.has(worker);
}

// Nothing else outlives the process: between two steps it may die anywhere, and leaves the same.
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (this: Worker, ...message: Parameters<typeof post>) {
  const { body } = message[0] as { body: { kind: string; sql?: string } };
  if (isDurable(this, body)) step();
  post.apply(this, message);
};
subscribe("undici:client:sendHeaders", step);

async function act(): Promise<unknown> {
  const { actions, playbooks } = engine;
  if ("undo" in wanted) return await actions.undo(wanted.undo, why);
  if ("resume" in wanted) return await actions.resume(wanted.resume, why);
  if ("expire" in wanted) return await actions.expire();
  if ("release" in wanted) return await playbooks.undo(wanted.release, why);
  if ("contain" in wanted) {
    const { connection, contain: target, steps: chosen } = wanted;
    const proposal = await playbooks.propose({ connection, target, ...why });
    return await playbooks.contain(proposal, { steps: chosen, ...why });
  }
  return await actions.run({ ...wanted, inputs: [...wanted.inputs] as Record<string, unknown>[], ...why });
}

try {
  await act();
} catch (thrown) {
  if (!(thrown instanceof PosternError)) throw thrown;
  process.exitCode = refused;
}
await engine.close();
