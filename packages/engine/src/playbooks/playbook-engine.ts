import { randomBytes } from "node:crypto";
import type { ActionEngine } from "../actions/index.js";
import { isRewritten } from "../actions/urls/url-text.js";
import type { Acting } from "../audit/index.js";
import type { Connection } from "../connections/index.js";
import { PosternError, toPosternError } from "../errors/index.js";
import { queryEvents } from "../events/index.js";
import type { Store } from "../store/index.js";
import type {
  Containment,
  ContainmentStep,
  PlaybookEngine,
  ProposalRequest,
  ProposedStep,
} from "./containment.js";
import { createContainmentStore, type StoredContainment } from "./containment-store.js";
import { readScope } from "./scope.js";
import { listSteps, type StepIdea } from "./steps.js";
import { type ContainmentTarget, readTarget } from "./target.js";

const defaultLimit = 50;

/** Contains an incident by several actions that are planned, run, verified and taken back as one. */
export function createPlaybookEngine(dependencies: {
  readonly store: Store;
  readonly actions: ActionEngine;
  readonly now: () => number;
  readonly acting: Acting;
  readonly getConnection: (name: string) => Promise<Connection>;
  /** The account's; empty where they can't be read. */
  readonly readOwnDomains: (connection: Connection) => Promise<readonly string[]>;
}): PlaybookEngine {
  const { store, actions, now, acting, getConnection, readOwnDomains } = dependencies;
  const containments = createContainmentStore(store);

  const isMessage = async (connection: string, messageId: string): Promise<boolean> => {
    for await (const _ of queryEvents(store, { connection, messageId, limit: 1 })) return true;
    return false;
  };

  const decode = async (target: ContainmentTarget, request: ProposalRequest): Promise<ContainmentTarget> => {
    if (target.kind !== "url" || !isRewritten(target.url)) return target;
    const { connection, reason = "" } = request;
    const look = { ...acting.by(request), action: "decode-url", connection, input: { urls: [target.url] } };
    for await (const { url } of actions.read({ ...look, reason })) {
      if (typeof url === "string" && URL.canParse(url)) return { kind: "url", url: new URL(url).href };
    }
    throw new PosternError(
      "plan-refused",
      "Mimecast does not tell the URL behind this link: give that URL itself.",
    );
  };

  const planStep = async (idea: StepIdea, { connection, ...by }: ProposalRequest): Promise<ProposedStep> => {
    const { key, action, inputs, why, isRecommended } = idea;
    const step = { key, action, why, isRecommended };
    try {
      const { actor, reason } = acting.by(by);
      const why = reason === undefined ? {} : { reason };
      const plan = await actions.plan({ action, connection, inputs, actor, ...why });
      return { ...step, plan, problem: null, isRecommended: isRecommended && plan.barredBy === null };
    } catch (thrown) {
      return { ...step, plan: null, problem: toPosternError(thrown), isRecommended: false };
    }
  };

  const complete = async (
    { steps, ...containment }: StoredContainment,
    problems: ReadonlyMap<string, PosternError> = new Map(),
  ): Promise<Containment> => {
    const completed: ContainmentStep[] = [];
    for (const { key, planId } of steps) {
      const { plan, runId } = await actions.getPlan(planId);
      const run = runId === null ? null : await actions.getRun(runId);
      completed.push({ key, plan, run, problem: problems.get(key) ?? null });
    }
    return { ...containment, steps: completed };
  };

  /** One after the other; of each the problem that kept it from being done. */
  const work = async (
    steps: readonly ContainmentStep[],
    { signal }: { readonly signal?: AbortSignal },
    work: (step: ContainmentStep) => Promise<unknown>,
  ): Promise<ReadonlyMap<string, PosternError>> => {
    const problems = new Map<string, PosternError>();
    for (const step of steps) {
      if (signal?.aborted === true) break;
      try {
        await work(step);
      } catch (thrown) {
        problems.set(step.key, toPosternError(thrown));
      }
    }
    return problems;
  };

  const runLeft: PlaybookEngine["resume"] = async (id, reason) => {
    const stored = await containments.get(id);
    const { steps } = await complete(stored);
    const left = steps.filter(
      ({ run }) => run === null || run.items.some(({ outcome }) => outcome === "not-run"),
    );
    const problems = await work(left, reason, ({ plan, run }) =>
      run === null ? actions.runPlan(plan.id, reason) : actions.resume(run.id, reason),
    );
    return await complete(stored, problems);
  };

  return {
    async propose(request) {
      const { connection, kind = null, managedNetworks = [] } = request;
      const asked = await getConnection(connection);
      const given = await readTarget(request.target, {
        kind,
        isMessage: (messageId) => isMessage(connection, messageId),
      });
      const target = await decode(given, request);
      const ownDomains = await readOwnDomains(asked);
      const scope = await readScope({
        store,
        connection: asked,
        target,
        managedNetworks,
        ownDomains,
        now: now(),
      });
      const steps: ProposedStep[] = [];
      for (const idea of listSteps(target, scope)) steps.push(await planStep(idea, request));
      const decodedFrom = given.kind === "url" && given !== target ? given.url : null;
      return { connection, target, decodedFrom, scope, steps };
    },
    async contain({ connection, target, steps }, chosen) {
      const { id: connectionId } = await getConnection(connection);
      const { actor, origin, reason } = acting.by(chosen);
      const unknown = chosen.steps.filter(
        (key) => !steps.some((step) => step.key === key && step.plan !== null),
      );
      if (unknown.length > 0) {
        throw new PosternError("bad-usage", `No step that could be run is called ${unknown.join(", ")}.`);
      }
      const ticked = steps.flatMap(({ key, plan }) =>
        plan !== null && chosen.steps.includes(key) ? [{ key, planId: plan.id }] : [],
      );
      if (ticked.length === 0)
        throw new PosternError("plan-refused", "No step was chosen: nothing was changed.");
      const id = `contain-${randomBytes(5).toString("hex")}`;
      const stored = { id, connection, target, steps: ticked, actor, reason, createdAt: now() };
      await containments.insert(stored, { connectionId, origin });
      return await runLeft(id, chosen);
    },
    resume: runLeft,
    async undo(id, reason) {
      const stored = await containments.get(id);
      const { steps } = await complete(stored);
      const done = steps
        .filter(({ run }) => run !== null && run.undoneBy === null && hasChanged(run))
        .toReversed();
      const problems = await work(done, reason, ({ run }) =>
        run === null ? Promise.resolve() : actions.undo(run.id, reason),
      );
      return await complete(stored, problems);
    },
    get: async (id) => await complete(await containments.get(id)),
    async list(limit = defaultLimit) {
      const all: Containment[] = [];
      for (const stored of await containments.list(limit)) all.push(await complete(stored));
      return all;
    },
  };
}

function hasChanged({ items }: NonNullable<ContainmentStep["run"]>): boolean {
  return items.some(
    ({ outcome }) => outcome === "done" || outcome === "partial" || outcome === "accepted-unverifiable",
  );
}
