import { randomBytes } from "node:crypto";
import type { MimecastClient } from "@postern/mimecast";
import type { Connection } from "../connections/index.js";
import type { PlanRequest, RunReason } from "../engine/engine.js";
import { PosternError, toPosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import { readHistory } from "./history.js";
import { compareObjects, contains, makePlan, makeUndoPlan } from "./make-plan.js";
import type { Plan, Run, RunOutcome, TenantObject } from "./plan.js";
import { findAction } from "./registry.js";
import { createRunStore, type StoredRun } from "./runs.js";

export interface ActionEngine {
  plan(request: PlanRequest): Promise<Plan>;
  run(request: PlanRequest & RunReason): Promise<Run>;
  planUndo(runId: string): Promise<Plan>;
  undo(runId: string, reason: RunReason): Promise<Run>;
  runs(filter?: { connection?: string; limit?: number }): Promise<Run[]>;
}

interface ActionDependencies {
  readonly store: Store;
  readonly now: () => number;
  readonly holder: string;
  readonly isDead: (holder: string) => boolean;
  readonly getConnection: (name: string) => Promise<Connection>;
  readonly withClient: <T>(
    connection: Connection,
    work: (client: MimecastClient) => Promise<T>,
  ) => Promise<T>;
}

/** plan → record intent → call once → read back → record outcome; undo goes the same way. */
export function createActionEngine(dependencies: ActionDependencies): ActionEngine {
  const { store, now, holder, isDead, getConnection, withClient } = dependencies;
  const runStore = createRunStore(store);

  const readFacts = async (request: PlanRequest) => {
    const connection = await getConnection(request.connection);
    const action = findAction(request.action);
    if (!connection.settings.actions.includes(action.name)) {
      throw new PosternError(
        "plan-refused",
        `${action.name} is not among the actions of ${connection.name}.`,
      );
    }
    const target = action.aim(request.input);
    const found = await withClient(connection, (client) => target.find(client));
    const history = await readHistory({
      store,
      connectionId: connection.id,
      target: target.history,
      now: now(),
    });
    return {
      connection,
      facts: {
        action,
        target,
        found,
        history,
        connection: connection.name,
        generation: connection.generation,
      },
    };
  };

  const readUndoFacts = async (runId: string) => {
    const run = await runStore.get(runId);
    if (run === null) throw new PosternError("unknown-run", `There is no run "${runId}".`);
    if (run.undoes !== null)
      throw new PosternError("not-undoable", `${runId} is itself an undo, of ${run.undoes}.`);
    if (run.undoneBy !== null)
      throw new PosternError("not-undoable", `${runId} was undone already, by ${run.undoneBy}.`);
    const { made, removed } = compareObjects(run.before, run.after ?? run.before);
    if (run.after === null || made.length + removed.length === 0) {
      throw new PosternError("not-undoable", `${runId} changed nothing (${run.outcome ?? run.state}).`);
    }
    const { connection, facts } = await readFacts(run);
    const stray = facts.found.filter(
      (object) => object.bearing !== "related" && !contains(made, object) && !contains(run.before, object),
    );
    if (stray.length > 0) {
      throw new PosternError(
        "changed-since",
        `Since ${runId} somebody changed the target. It now ${stray.map(({ meaning }) => meaning).join("; ")}.`,
      );
    }
    return {
      run,
      connection,
      plan: makeUndoPlan({ ...facts, run: { before: run.before, after: run.after } }),
    };
  };

  /** Calls once, in order, then reads what came of it, whatever the calls said. */
  const execute = async (request: {
    connection: Connection;
    plan: Plan;
    reason: RunReason;
    undoes: StoredRun | null;
  }): Promise<Run> => {
    const { connection, plan, reason, undoes } = request;
    const at = now();
    const run: Run = {
      id: `run-${randomBytes(5).toString("hex")}`,
      connection: connection.name,
      action: plan.action,
      input: plan.input,
      plan,
      state: plan.isAlreadySo ? "settled" : "intended",
      outcome: plan.isAlreadySo ? "already-so" : null,
      detail: plan.isAlreadySo ? "There was nothing left to do; no call was made." : null,
      before: plan.before,
      after: plan.isAlreadySo ? plan.before : null,
      actor: reason.actor,
      reason: reason.reason,
      undoes: undoes?.id ?? null,
      undoneBy: null,
      createdAt: at,
      updatedAt: at,
    };
    await runStore.insert(run, holder, connection.id);
    if (plan.isAlreadySo) return run;
    return await withClient(connection, async (client) => {
      let problem: PosternError | null = null;
      try {
        for (const call of plan.calls) await client.call(call.operation, { data: [call.item] });
      } catch (thrown) {
        problem = toPosternError(thrown);
      }
      await runStore.update(run.id, { state: "called", updatedAt: now() });
      return await settle({ run, client, undoes, problem });
    });
  };

  /** Reads the tenant and records what is there: the one way by which a run gets its outcome. */
  const settle = async (request: {
    run: Run;
    client: MimecastClient;
    undoes: StoredRun | null;
    problem: PosternError | null;
  }): Promise<Run> => {
    const { run, client, undoes, problem } = request;
    let found: readonly TenantObject[];
    try {
      found = await findAction(run.action).aim(run.input).find(client);
    } catch (thrown) {
      const detail = `Called, but reading back failed: ${toPosternError(thrown).message}`;
      return await record(run, { outcome: "unknown", detail, after: null });
    }
    const after = found;
    const isDone =
      undoes === null ? found.some(({ bearing }) => bearing === "same") : isTakenBack(undoes, found);
    if (isDone)
      return await record(run, { outcome: "done", detail: "Read back: the tenant holds it so.", after });
    const { made, removed } = compareObjects(run.before, after);
    const outcome: RunOutcome = made.length + removed.length > 0 ? "partial" : "failed";
    const halfway = outcome === "partial" ? "only in part: undo puts back what stood there before" : "not";
    const cause = problem === null ? "" : ` ${problem.message}`;
    return await record(run, {
      outcome,
      detail: `Read back: the tenant holds it ${halfway}.${cause}`,
      after,
    });
  };

  const record = async (
    run: Run,
    change: { outcome: RunOutcome; detail: string; after: readonly TenantObject[] | null },
  ): Promise<Run> => {
    const updatedAt = now();
    const { outcome, detail, after } = change;
    await runStore.update(run.id, {
      state: "settled",
      outcome,
      detail,
      updatedAt,
      ...(after === null ? {} : { after }),
    });
    return { ...run, state: "settled", outcome, detail, after, updatedAt };
  };

  /** Runs of a process that died between intent and outcome, and runs whose reading back failed. */
  const settleOpenRuns = async (): Promise<void> => {
    for (const run of await runStore.listUnsettled()) {
      if (run.state !== "settled" && run.holder !== holder && !isDead(run.holder)) continue;
      if (run.state !== "settled" && run.holder === holder) continue;
      const connection = await getConnection(run.connection);
      const undoes = run.undoes === null ? null : await runStore.get(run.undoes);
      await withClient(connection, (client) => settle({ run, client, undoes, problem: null }));
    }
  };

  return {
    async plan(request) {
      const { facts } = await readFacts(request);
      return makePlan({ ...facts, reason: request.reason ?? "" });
    },
    async run(request) {
      const { connection, facts } = await readFacts(request);
      const plan = makePlan({ ...facts, reason: request.reason });
      return await execute({ connection, plan, reason: request, undoes: null });
    },
    async planUndo(runId) {
      return (await readUndoFacts(runId)).plan;
    },
    async undo(runId, reason) {
      const { run, connection, plan } = await readUndoFacts(runId);
      return await execute({ connection, plan, reason, undoes: run });
    },
    async runs(filter = {}) {
      await settleOpenRuns();
      return await runStore.list(filter);
    },
  };
}

function isTakenBack(undone: StoredRun, found: readonly TenantObject[]): boolean {
  const { made, removed } = compareObjects(undone.before, undone.after ?? []);
  return (
    made.every((object) => !contains(found, object)) && removed.every((object) => contains(found, object))
  );
}
