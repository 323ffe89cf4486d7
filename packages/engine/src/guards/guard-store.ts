import type { Actor, Recorder } from "../audit/index.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import { type GuardRules, noRules, rulesSchema } from "./rules.js";

export interface GuardStore {
  read(): Promise<GuardRules>;
  /** Kept in the audit log. Throws `bad-usage`. */
  change(change: Partial<GuardRules>, by?: Partial<Actor>): Promise<GuardRules>;
}

const key = "guards";

export function createGuardStore({ store, record }: { store: Store; record: Recorder }): GuardStore {
  const read = async (): Promise<GuardRules> => {
    const row = await store.read
      .selectFrom("settings")
      .select("value")
      .where("name", "=", key)
      .executeTakeFirst();
    return row === undefined ? noRules : rulesSchema.parse(JSON.parse(row.value));
  };
  return {
    read,
    async change(change, by = {}) {
      const before = await read();
      const parsed = rulesSchema.safeParse({ ...before, ...change });
      if (!parsed.success) {
        const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
        throw new PosternError("bad-usage", `The rules don't fit: ${problems.join("; ")}.`);
      }
      const value = JSON.stringify(parsed.data);
      await store.control.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("settings")
          .values({ name: key, value })
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
          .execute();
        const body = { before, after: parsed.data };
        await record(transaction, { kind: "guards.changed", connection: null, subject: key, body }, by);
      });
      return parsed.data;
    },
  };
}
