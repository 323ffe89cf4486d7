import { appendAudit } from "../audit/index.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import type { ContainmentTarget } from "./target.js";

/** A containment as it was meant: what was run of it stands with the plans. */
export interface StoredContainment {
  readonly id: string;
  readonly connection: string;
  readonly target: ContainmentTarget;
  readonly steps: readonly { readonly key: string; readonly planId: string }[];
  readonly actor: string;
  readonly reason: string;
  readonly createdAt: number;
}

export interface ContainmentStore {
  insert(containment: StoredContainment, by: { connectionId: string; origin: string }): Promise<void>;
  /** Throws `unknown-containment`. */
  get(id: string): Promise<StoredContainment>;
  /** The newest first. */
  list(limit: number): Promise<StoredContainment[]>;
}

export function createContainmentStore(store: Store): ContainmentStore {
  const select = () =>
    store.read
      .selectFrom("containments")
      .innerJoin("connections", "connections.id", "containments.connection_id")
      .select(["containments.id", "connections.name as connection", "body", "actor", "reason"])
      .select("containments.created_at as createdAt");
  return {
    async insert({ id, connection, target, steps, actor, reason, createdAt }, { connectionId, origin }) {
      await store.control.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("containments")
          .values({
            id,
            connection_id: connectionId,
            body: JSON.stringify({ target, steps }),
            actor,
            origin,
            reason,
            created_at: createdAt,
          })
          .execute();
        await appendAudit(transaction, {
          at: createdAt,
          actor,
          origin,
          kind: "containment.intended",
          connection,
          subject: id,
          body: { reason, target, steps },
        });
      });
    },
    async get(id) {
      const row = await select().where("containments.id", "=", id).executeTakeFirst();
      if (row === undefined) {
        throw new PosternError("unknown-containment", `There is no containment "${id}".`);
      }
      return toContainment(row);
    },
    async list(limit) {
      const rows = await select().orderBy("containments.created_at", "desc").limit(limit).execute();
      return rows.map(toContainment);
    },
  };
}

/** The body was written here alone: a decoder's cast. */
function toContainment({ body, ...row }: Omit<StoredContainment, "target" | "steps"> & { body: string }) {
  return { ...row, ...(JSON.parse(body) as Pick<StoredContainment, "target" | "steps">) };
}
