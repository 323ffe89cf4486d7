import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { migrations } from "../migrations/index.js";
import { describeStore } from "../store.suite.js";
import { describeTwoWays } from "../two-ways.suite.js";
import { openSqliteStore } from "./open.js";

describeStore("SQLite", (home) => openSqliteStore({ home }));
describeTwoWays("SQLite", (home) => openSqliteStore({ home }));

describe("SQLite", () => {
  test("refuses a schema newer than it knows", async () => {
    await inDirectory(async (home) => {
      await (await openSqliteStore({ home })).close();
      const database = new BetterSqlite3(join(home, "postern.db"));
      database.pragma("user_version = 999");
      database.close();
      await expect(openSqliteStore({ home })).rejects.toMatchObject({ code: "store-too-new" });
    });
  });

  test("opens the same new directory twice at once", async () => {
    await inDirectory(async (home) => {
      const stores = await Promise.all([openSqliteStore({ home }), openSqliteStore({ home })]);
      await Promise.all(stores.map((store) => store.close()));
    });
  });

  test("brings a store of any earlier schema up to date with what it holds", async () => {
    for (let version = 1; version < migrations.length; version += 1) {
      await inDirectory(async (home) => {
        const database = new BetterSqlite3(join(home, "postern.db"));
        for (const { sql } of migrations.slice(0, version)) database.exec(sql);
        database.pragma(`user_version = ${version}`);
        database.exec(
          `INSERT INTO events (stream_id, time, id, type, sender, occurrences, raw)
           VALUES (1, 7200000, x'01', 'receipt', 'ann@b.example', 1, '{}')`,
        );
        database.close();
        const store = await openSqliteStore({ home });
        const found = store.read.selectFrom("events").select("raw").where("hour", "=", 2);
        expect(await found.where("sender", "=", "ann@b.example").execute()).toEqual([{ raw: "{}" }]);
        await store.close();
      });
    }
  });

  test("seeks each lookup in the index led by the hour", async () => {
    await inDirectory(async (home) => {
      await (await openSqliteStore({ home })).close();
      const database = new BetterSqlite3(join(home, "postern.db"));
      for (const column of ["sender", "recipient", "host", "message_id"]) {
        const plan = database
          .prepare(
            `EXPLAIN QUERY PLAN SELECT raw FROM events WHERE hour IN (1, 2) AND ${column} = 'x' AND +stream_id IN (1)`,
          )
          .all();
        expect(JSON.stringify(plan)).toContain(`events_by_${column} (hour=? AND ${column}=?)`);
      }
      const newest = database
        .prepare(
          "EXPLAIN QUERY PLAN SELECT raw FROM events WHERE stream_id = 1 AND (time, id) < (5, x'00') ORDER BY time DESC, id DESC LIMIT 5",
        )
        .all();
      expect(JSON.stringify(newest)).toMatch(
        /SEARCH events USING INDEX sqlite_autoindex_events_1 \(stream_id=\? AND/,
      );
      expect(JSON.stringify(newest)).not.toContain("TEMP B-TREE");
      database.close();
    });
  });
});

async function inDirectory(work: (home: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "postern-store-"));
  try {
    await work(home);
  } finally {
    await rm(home, { recursive: true });
  }
}
