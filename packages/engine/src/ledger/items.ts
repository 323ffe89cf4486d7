import type { Store } from "../store/index.js";

/** Rows taken from the store at once: enough to be quick, few enough to stay small in memory. */
const pageRows = 2000;

/** Items are known by their ids as text of one byte a character: a hundred thousand of them take a few megabytes. */
export function idText(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString("latin1");
}

export function idOfText(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** The items of a stream's lists, as they stood when they were read last. */
export interface ItemAccount {
  /** Digest by id, both as text. */
  digests(): Promise<Map<string, string>>;
  /** Part and record of these items, by id as text. */
  texts(ids: readonly string[]): Promise<Map<string, { readonly part: string; readonly raw: string }>>;
}

export function createItemAccount(store: Store, streamId: number): ItemAccount {
  const all = store.read.selectFrom("snapshot_items").where("stream_id", "=", streamId);
  return {
    async digests() {
      const known = new Map<string, string>();
      let after: Uint8Array = new Uint8Array();
      for (;;) {
        const rows = await all
          .select(["id", "digest"])
          .where("id", ">", after)
          .orderBy("id")
          .limit(pageRows)
          .execute();
        for (const { id, digest } of rows) known.set(idText(id), idText(digest));
        const last = rows.at(-1);
        if (last === undefined || rows.length < pageRows) return known;
        after = last.id;
      }
    },
    async texts(ids) {
      if (ids.length === 0) return new Map();
      const rows = await all.select(["id", "part", "raw"]).where("id", "in", ids.map(idOfText)).execute();
      return new Map(rows.map(({ id, part, raw }) => [idText(id), { part, raw }]));
    },
  };
}
