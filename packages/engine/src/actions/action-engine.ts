import { randomBytes } from "node:crypto";
import type { MimecastClient, OperationName } from "@postern/mimecast";
import type { Acting, Recorder } from "../audit/index.js";
import type { Connection } from "../connections/index.js";
import { noteRight } from "../connections/rights.js";
import { PosternError, toPosternError } from "../errors/index.js";
import { type GuardStore, judge } from "../guards/index.js";
import type { Store } from "../store/index.js";
import type {
  ActionEngine,
  Expired,
  KeptPlan,
  PlanRequest,
  RunOptions,
  RunReason,
  UndoOptions,
} from "./faces.js";
import type { BoundTarget, BoundWriting, View } from "./model/bind.js";
import type { Item, Plan } from "./model/plan.js";
import type { Run } from "./model/run.js";
import { checkGeneration, checkOffered, dropRepeats, refuseUnfit } from "./planning/fit.js";
import { makePlan, makeUndoPlan } from "./planning/make-plan.js";
import type { OwnDomains } from "./planning/own-domains.js";
import { readStoreFacts } from "./planning/plan-facts.js";
import { createPlanStore, digestPlan, type NewPlan, type StoredPlan } from "./planning/plan-store.js";
import { openSigner, type Signer } from "./planning/signer.js";
import { describeChanges, findUndoable, refuseChanged } from "./planning/since.js";
import { addressOf, findMove, refusePlanElsewhere } from "./planning/tenant-address.js";
import { findReading, findWriting } from "./registry.js";
import { type Batch, carryOut, markCalling, nextBatch, note, noteCall } from "./running/carry-out.js";
import { readMark } from "./running/freshness.js";
import { readOwnMakings } from "./running/makings.js";
import { planRest } from "./running/plan-rest.js";
import { createRunStore, type StoredRun, withChanges } from "./running/run-store.js";
import { findUndone, settle } from "./running/settle.js";
import { createSettler, type LookAt } from "./running/settle-open-runs.js";
import { startRun } from "./running/start-run.js";
import { untilSteady } from "./running/until-steady.js";

interface ActionDependencies {
  readonly store: Store;
  readonly home: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly holder: string;
  readonly guards: GuardStore;
  readonly acting: Acting;
  readonly record: Recorder;
  readonly ownDomains: OwnDomains;
  readonly isDead: (holder: string) => boolean;
  readonly getConnection: (name: string) => Promise<Connection>;
  readonly withClient: <T>(
    connection: Connection,
    work: (client: MimecastClient) => Promise<T>,
  ) => Promise<T>;
}

/** What a plan is made from, and the client it is carried out by. */
interface Facts {
  readonly client: MimecastClient;
  readonly connection: Connection;
  readonly action: BoundWriting;
  readonly targets: readonly BoundTarget[];
  readonly view: View;
  readonly ownDomains: readonly string[];
  /** Where the audit log ended before the tenant was read. */
  readonly mark: number;
}

/** A right that was seen so lately is not noted again. */
const rightKeptMs = 3_600_000;

const agreeAnew = "It needs a second person: plan it again, and let that be agreed to.";

/** plan → record intent → call once → read back → record outcome; undo goes the same way. */
export function createActionEngine(dependencies: ActionDependencies): ActionEngine {
  const {
    store,
    home,
    now,
    sleep,
    holder,
    isDead,
    guards,
    acting,
    record,
    ownDomains,
    getConnection,
    withClient,
  } = dependencies;
  const runs = createRunStore(store);
  const bounds = { now, sleep };
  let signer: Promise<Signer> | null = null;
  const plans = createPlanStore(store, () => {
    signer ??= openSigner(home);
    return signer;
  });

  const lookAt: LookAt = async ({ client, connection, action }, targets) => {
    const own = await readOwnMakings({ store, now }, connection, action);
    return await action.look(client, targets, { ...bounds, ...own });
  };
  const settleOpen = createSettler({ store, runs, now, holder, isDead, getConnection, withClient, lookAt });

  const withFacts = async <T>(
    wanted: {
      connection: string;
      action: string;
      inputs: readonly Item[];
      /** Taking back is held to what was, not to what a new run would need. */
      isUndo?: boolean;
    },
    work: (facts: Facts) => Promise<T>,
  ): Promise<T> => {
    const connection = await getConnection(wanted.connection);
    const action = findWriting(wanted.action);
    checkOffered(connection, action);
    const aimed = dropRepeats(wanted.inputs.map((input) => action.aim(input, connection.generation)));
    if (aimed.length === 0) throw new PosternError("bad-usage", `${action.name} was given no target.`);
    const mark = await readMark(store);
    return await withClient(connection, async (client) => {
      const targets = dropRepeats(await action.prepare(client, aimed, bounds));
      const view = await lookAt({ client, connection, action }, targets);
      if (wanted.isUndo !== true) refuseUnfit(action, targets, view);
      const hasNames = wanted.isUndo !== true && targets.some(({ reach }) => reach.names.length > 0);
      const domains = hasNames ? await ownDomains.read(client, connection) : [];
      return await work({ client, connection, action, targets, view, ownDomains: domains, mark });
    });
  };

  const planFrom = async (facts: Facts, { isUndo }: { isUndo: boolean }) => {
    const { connection, action, targets, view, ownDomains } = facts;
    const [rules, storeFacts] = await Promise.all([
      guards.read(),
      readStoreFacts({ store, connection, targets, ownDomains, now: now() }),
    ]);
    const reaches = targets.map(({ reach }) => reach);
    const isReadOnly = connection.settings.isReadOnly;
    return {
      ...storeFacts,
      id: `plan-${randomBytes(5).toString("hex")}`,
      now: now(),
      action,
      connection: connection.name,
      generation: connection.generation,
      tenant: addressOf(connection),
      targets,
      view,
      verdict: judge(rules, { reaches, isReadOnly, isUndo }),
    };
  };

  const planAnew = async <T>(
    request: PlanRequest,
    work: (made: { facts: Facts; kept: NewPlan }) => Promise<T>,
  ): Promise<T> => {
    const { input, inputs = [], reason: why = "" } = request;
    const wanted = { ...request, inputs: input === undefined ? inputs : [input, ...inputs] };
    return await withFacts(wanted, async (facts) => {
      const plan = makePlan({ ...(await planFrom(facts, { isUndo: false })), reason: why });
      const { actor, reason = "" } = acting.by(request);
      return await work({ facts, kept: { plan, connectionId: facts.connection.id, actor, reason } });
    });
  };

  const planUndoAnew = async <T>(
    runId: string,
    { evenIfChanged = false, ...by }: UndoOptions,
    work: (made: { facts: Facts; kept: NewPlan; run: StoredRun }) => Promise<T>,
  ): Promise<T> => {
    const run = await settleOpen.one(runId);
    const undone = findUndoable(run);
    const moved = findMove(run, await getConnection(run.connection));
    if (moved !== null && !evenIfChanged) throw new PosternError("changed-since", moved);
    const inputs = undone.map(({ input }) => input);
    const wanted = { connection: run.connection, action: run.action, inputs, isUndo: true };
    return await withFacts(wanted, async (facts) => {
      if (!evenIfChanged) refuseChanged(runId, undone, facts);
      const plan = makeUndoPlan({ ...(await planFrom(facts, { isUndo: true })), run, undone });
      const { actor } = acting.by(by);
      return await work({
        run,
        facts,
        kept: { plan, connectionId: facts.connection.id, actor, reason: run.reason },
      });
    });
  };

  const keepPlan = async ({ kept }: { kept: NewPlan }): Promise<Plan> => {
    await plans.insert(kept);
    return kept.plan;
  };

  const requireApproval = async (planId: string, why: string): Promise<void> => {
    const given = await plans.approvals(planId);
    if (given.some(({ expiresAt }) => expiresAt > now())) return;
    const [late] = given;
    const was = late === undefined ? "" : ` ${late.actor} agreed, more than a day ago.`;
    const how = `A second person agrees with: postern approve ${planId}`;
    throw new PosternError("approval-needed", `${why}${was} ${how}`);
  };

  /** Calls once, in order, then reads what came of it, whatever the calls said. */
  const execute = async (request: {
    facts: Facts;
    plan: Plan;
    /** The plan as it is to be kept with the run; null where it was kept before. */
    kept: NewPlan | null;
    reason: RunReason & RunOptions;
    undone: StoredRun | null;
  }): Promise<Run> => {
    const { facts, plan, reason, undone } = request;
    let { kept } = request;
    if (kept !== null && (plan.barredBy !== null || plan.needsApproval !== null)) {
      await plans.insert(kept);
      kept = null;
    }
    if (plan.barredBy !== null) throw new PosternError("guarded", plan.barredBy);
    if (plan.needsApproval !== null) await requireApproval(plan.id, plan.needsApproval);
    const intent = startRun(plan, { ...acting.by(reason), holder, now: now() });
    const first = nextBatch(intent);
    const run = first === null ? intent : withChanges(intent, markCalling(first));
    await runs.insert(run, {
      connectionId: facts.connection.id,
      planId: plan.id,
      mark: facts.mark,
      plan: kept,
      calling: first === null ? null : noteCall(run, first, now()),
    });
    return await goOn({ run, first, undone, ...facts, reason });
  };

  const goOn = async (
    request: Facts & { run: StoredRun; first: Batch | null; undone: StoredRun | null; reason: RunOptions },
  ): Promise<Run> => {
    const { run, first, undone, client, connection, action, reason } = request;
    if (run.state === "settled") return run;
    const { onProgress, signal } = reason;
    const noteFound = async (operation: OperationName, isHeld: boolean) => {
      const known = run.plan.rights.find((right) => right.operation === operation);
      const isNew = now() - (known?.foundAt ?? 0) >= rightKeptMs;
      if (isNew || (known?.state === "held") !== isHeld)
        await noteRight(store, connection, { operation, isHeld, at: now() });
    };
    const called = await carryOut({ run, first, client, runs, now, sleep, onProgress, signal, noteFound });
    const look = (targets: readonly BoundTarget[]) => lookAt({ client, connection, action }, targets);
    return await settle({ run: called, undone, action, look, runs, now });
  };

  const steadily = <T>(work: () => Promise<T>): Promise<T> => untilSteady(work, settleOpen.due);

  const undo: ActionEngine["undo"] = (runId, reason) =>
    steadily(() =>
      planUndoAnew(runId, reason, ({ facts, kept, run }) =>
        execute({ facts, plan: kept.plan, kept, reason, undone: run }),
      ),
    );

  const runPlan: ActionEngine["runPlan"] = async (planId, reason) => {
    const kept = await plans.get(planId);
    if (kept.runId !== null) {
      throw new PosternError("plan-refused", `${planId} was carried out already, as ${kept.runId}.`);
    }
    const { plan } = kept;
    const tenant = addressOf(await getConnection(plan.connection));
    refusePlanElsewhere(planId, { planned: plan.tenant, now: tenant });
    const inputs = plan.items.map(({ input }) => input);
    const isUndo = plan.undoes !== null;
    const wanted = { connection: plan.connection, action: plan.action, inputs, isUndo };
    return await withFacts(wanted, async (facts) => {
      const parts = await planFrom(facts, { isUndo });
      const undone = plan.undoes === null ? null : await runs.get(plan.undoes);
      const remake = (why: string) =>
        undone === null
          ? makePlan({ ...parts, reason: why })
          : makeUndoPlan({ ...parts, run: undone, undone: findUndoable(undone) });
      const again = remake(kept.reason);
      const isChanged = digestPlan(again) !== kept.digest;
      // Nobody agreed to what it would do now.
      const isAgreedNoMore = again.needsApproval !== null;
      if (isChanged && (isAgreedNoMore || reason.acceptChanges !== true)) {
        const what = `What ${planId} depends on has changed since: ${describeChanges(plan, again)}`;
        throw new PosternError("plan-changed", isAgreedNoMore ? `${what} ${agreeAnew}` : what);
      }
      // Planned without a reason, it goes into the tenant's record with the one given now; what somebody agreed to stays.
      const fresh = kept.reason === "" && again.needsApproval === null ? remake(reason.reason) : again;
      return await execute({ facts, plan: { ...fresh, id: planId }, kept: null, reason, undone });
    });
  };

  const keptPlan = async ({ plan, actor, reason, runId }: StoredPlan): Promise<KeptPlan> => {
    const approvals = plan.needsApproval === null ? [] : await plans.approvals(plan.id);
    return { plan, actor, reason, approvals, runId };
  };

  return {
    plan: async (request) => await planAnew(request, keepPlan),
    run: (request) =>
      steadily(() =>
        planAnew(request, ({ facts, kept }) =>
          execute({ facts, plan: kept.plan, kept, reason: request, undone: null }),
        ),
      ),
    runPlan: (planId, reason) => steadily(() => runPlan(planId, reason)),
    async approve(planId, by) {
      const { actor, origin, reason } = acting.by(by);
      return await plans.approve({ planId, actor, reason, at: now(), origin });
    },
    plans: async (filter = {}) => await Promise.all((await plans.list(filter)).map(keptPlan)),
    getPlan: async (planId) => await keptPlan(await plans.get(planId)),
    planUndo: async (runId, options = {}) => await planUndoAnew(runId, options, keepPlan),
    undo,
    async resume(runId, reason) {
      const run = await settleOpen.one(runId);
      const moved = findMove(run, await getConnection(run.connection));
      if (moved !== null) throw new PosternError("plan-refused", `${moved} Plan what is left again.`);
      const waiting = run.items.filter(({ outcome }) => outcome === "not-run");
      if (waiting.length === 0) throw new PosternError("plan-refused", `${runId} has nothing left to do.`);
      const inputs = waiting.map(({ input }) => input);
      const isUndo = run.undoes !== null;
      const wanted = { connection: run.connection, action: run.action, inputs, isUndo };
      return await withFacts(wanted, async (facts) => {
        const parts = await planFrom(facts, { isUndo });
        const { barredBy, needsApproval } = parts.verdict;
        if (barredBy !== null) throw new PosternError("guarded", barredBy);
        if (needsApproval !== null) await requireApproval(run.plan.id, needsApproval);
        const undone = run.undoes === null ? null : await runs.get(run.undoes);
        // What was agreed to says why it was planned, whatever was said when it was run.
        const why = needsApproval === null ? run.reason : (await plans.get(run.plan.id)).reason;
        const again =
          undone === null
            ? makePlan({ ...parts, reason: why })
            : makeUndoPlan({
                ...parts,
                run: undone,
                undone: waiting.flatMap((item) => findUndone(undone, item) ?? []),
              });
        const at = now();
        const body = { reason: reason.reason, targets: waiting.map(({ number }) => number) };
        const { actor, origin } = acting.by(reason);
        const audit = [{ ...note(run, "run.resumed", { at, body }), actor, origin }];
        // A holder of its own: of two that go on with a run at once, the second finds another one there.
        const own = `${holder}|${randomBytes(4).toString("hex")}`;
        const changes = planRest(waiting, again);
        const opened = await runs.change(run, changes, { at, audit, holder: own, mark: facts.mark });
        return await goOn({ ...facts, run: opened, first: null, undone, reason });
      });
    },
    async runs(filter = {}) {
      await settleOpen.due();
      return await runs.list(filter);
    },
    getRun: settleOpen.one,
    async expire() {
      // What a process left that died may be over as well.
      await settleOpen.due();
      const done: Expired[] = [];
      for (const run of await runs.listExpired(now())) {
        try {
          const reason = { actor: "postern", reason: `The time of ${run.id} is up.` };
          done.push({ run, undo: await undo(run.id, reason), problem: null });
        } catch (thrown) {
          done.push({ run, undo: null, problem: toPosternError(thrown) });
        }
      }
      return done;
    },
    async *read(request) {
      const connection = await getConnection(request.connection);
      const action = findReading(request.action);
      checkGeneration(connection, action);
      const { reason, input, signal } = request;
      if (action.isPrivate) {
        const what = { connection: connection.name, subject: action.name, body: { input } };
        await store.control
          .transaction()
          .execute((transaction) => record(transaction, { kind: "content.looked-at", ...what }, request));
      }
      const own = await readOwnMakings({ store, now }, connection, action);
      const rows = await withClient(connection, async (client) =>
        action.read(client, { ...bounds, ...own, input, reason, signal }),
      );
      try {
        yield* rows;
      } catch (thrown) {
        throw toPosternError(thrown);
      }
    },
  };
}
