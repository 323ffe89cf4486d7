import { createHash } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import { appendAudit } from "../../audit/index.js";
import { PosternError } from "../../errors/index.js";
import type { Database, Store } from "../../store/index.js";
import type { Plan } from "../model/plan.js";
import type { Signer } from "./signer.js";

export interface StoredPlan {
  readonly plan: Plan;
  readonly connectionId: string;
  readonly digest: string;
  /** Who asked for it. */
  readonly actor: string;
  readonly reason: string;
  /** The run it was carried out as. */
  readonly runId: string | null;
}

/** A second person's agreement to one plan as it was shown, and to no other. */
export interface Approval {
  readonly planId: string;
  readonly actor: string;
  readonly reason: string;
  readonly at: number;
  /** From then on it counts no more: who agreed saw the tenant as it was. */
  readonly expiresAt: number;
}

/** A working day and the night after it. */
const approvalLifeMs = 24 * 3_600_000;

/** A plan, and who asked for it. */
export interface NewPlan {
  readonly plan: Plan;
  readonly connectionId: string;
  readonly actor: string;
  readonly reason: string;
}

export interface PlanStore {
  insert(plan: NewPlan): Promise<void>;
  /** Throws `unknown-plan`. */
  get(id: string): Promise<StoredPlan>;
  /** The newest first. */
  list(filter: { connection?: string; limit?: number }): Promise<StoredPlan[]>;
  /** Throws `unknown-plan`, and `plan-refused` for one's own plan and for one that needs nobody. */
  approve(approval: Omit<Approval, "expiresAt"> & { readonly origin: string }): Promise<Approval>;
  /** Those whose signature holds and that agree to the plan as it stands; the ones that expired too. */
  approvals(id: string): Promise<Approval[]>;
}

const defaultLimit = 50;

export function createPlanStore(store: Store, signer: () => Promise<Signer>): PlanStore {
  const get: PlanStore["get"] = async (id) => {
    const row = await store.read.selectFrom("plans").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined) throw new PosternError("unknown-plan", `There is no plan "${id}".`);
    return toStored(row);
  };
  return {
    get,
    async list({ connection, limit = defaultLimit }) {
      let query = store.read
        .selectFrom("plans")
        .innerJoin("connections", "connections.id", "plans.connection_id")
        .selectAll("plans")
        .orderBy("plans.created_at", "desc")
        .orderBy(sql`plans.rowid`, "desc")
        .limit(limit);
      if (connection !== undefined) query = query.where("connections.name", "=", connection);
      return (await query.execute()).map(toStored);
    },
    insert: (plan) => insertPlan(store.control, plan, { runId: null }),
    async approve({ planId, actor, origin, reason, at }) {
      const { plan, digest, actor: asker } = await get(planId);
      if (plan.needsApproval === null) throw new PosternError("plan-refused", `${planId} needs no approval.`);
      if (asker === actor) {
        throw new PosternError("plan-refused", `${planId} is your own: a second person has to agree to it.`);
      }
      const signature = (await signer()).sign(textOf({ planId, actor, reason, at }, digest));
      await store.control.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("approvals")
          .values({ plan_id: planId, digest, actor, reason, signature, at })
          .execute();
        await appendAudit(transaction, {
          at,
          actor,
          origin,
          kind: "plan.approved",
          connection: plan.connection,
          subject: planId,
          body: { reason, digest, signature },
        });
      });
      return { planId, actor, reason, at, expiresAt: at + approvalLifeMs };
    },
    async approvals(id) {
      const { digest } = await get(id);
      const rows = await store.read.selectFrom("approvals").selectAll().where("plan_id", "=", id).execute();
      if (rows.length === 0) return [];
      const { verify } = await signer();
      return rows
        .map((row) => ({ ...row, planId: id }))
        .filter((row) => row.digest === digest && verify(textOf(row, digest), row.signature))
        .map(({ planId, actor, reason, at }) => ({
          planId,
          actor,
          reason,
          at,
          expiresAt: at + approvalLifeMs,
        }));
    },
  };
}

/** Where it is carried out at once, in the transaction of its run. */
export async function insertPlan(
  database: Kysely<Database>,
  { plan, connectionId, actor, reason }: NewPlan,
  { runId }: { readonly runId: string | null },
): Promise<void> {
  await database
    .insertInto("plans")
    .values({
      id: plan.id,
      connection_id: connectionId,
      body: JSON.stringify(plan),
      digest: digestPlan(plan),
      actor,
      reason,
      run_id: runId,
      created_at: plan.createdAt,
    })
    .execute();
}

/** The body was written here alone: a decoder's cast. What older versions left out stands there empty. */
function toStored(row: Selectable<Database["plans"]>): StoredPlan {
  return {
    plan: {
      rights: [],
      tenant: null,
      ...(JSON.parse(row.body) as Omit<Plan, "rights" | "tenant"> & Partial<Plan>),
    },
    connectionId: row.connection_id,
    digest: row.digest,
    actor: row.actor,
    reason: row.reason,
    runId: row.run_id,
  };
}

/** What a plan would do, without when and under which name it was made. */
export function digestPlan({ action, connection, tenant, items, undoes }: Plan): string {
  const deeds = items.map(({ input, calls }) => ({ input, calls }));
  return createHash("sha256")
    .update(JSON.stringify([action, connection, tenant, deeds, undoes]))
    .digest("hex");
}

function textOf({ planId, actor, reason, at }: Omit<Approval, "expiresAt">, digest: string): string {
  return JSON.stringify([planId, digest, actor, reason, at]);
}
