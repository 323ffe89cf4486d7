import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { checkStore } from "../../upkeep/check-store.js";
import { migrations } from "../migrations/index.js";
import { describeStore } from "../store.suite.js";
import { describeTwoWays } from "../two-ways.suite.js";
import { describeUpkeep } from "../upkeep.suite.js";
import { openSqliteStore } from "./open.js";

describeStore("SQLite", (home) => openSqliteStore({ home }));
describeTwoWays("SQLite", (home) => openSqliteStore({ home }));
describeUpkeep("SQLite", (home) => openSqliteStore({ home }));

/** The quick tests start from the first schema and the two newest before this one, the long ones from every one. */
const everyVersion = migrations.slice(1).map((_, index) => index + 1);
const chosenVersions =
  process.env["POSTERN_LONG_TESTS"] === "1" ? everyVersion : [1, ...everyVersion.slice(1).slice(-2)];

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

  test("brings a store of any earlier schema up to date with what it holds", {
    timeout: 90_000,
  }, async () => {
    for (const version of chosenVersions) {
      await inDirectory(async (home) => {
        const database = new BetterSqlite3(join(home, "postern.db"));
        // Only the upgrade is held to what a disk may do.
        database.pragma("synchronous = OFF");
        for (const { sql } of migrations.slice(0, version)) database.exec(sql);
        database.pragma(`user_version = ${version}`);
        database.exec(
          `INSERT INTO events (stream_id, time, id, type, sender, occurrences, raw)
           VALUES (1, 7200000, x'01', 'receipt', 'ann@b.example', 1, '{}')`,
        );
        database.exec(rowsOfTheFirstSchema);
        database.close();
        const store = await openSqliteStore({ home });
        const found = store.read.selectFrom("events").select("raw").where("hour", "=", 2);
        expect(await found.where("sender", "=", "ann@b.example").execute()).toEqual([{ raw: "{}" }]);
        for (const table of [
          "streams",
          "checkpoints",
          "windows",
          "files",
          "quarantine",
          "rollups",
        ] as const) {
          expect(await store.read.selectFrom(table).selectAll().execute(), table).toHaveLength(1);
        }
        const kept = await store.read.selectFrom("streams").select(["since", "kept_since"]).execute();
        expect(kept).toEqual([{ since: 5, kept_since: null }]);
        const checks: string[] = [];
        for await (const { flaws } of checkStore(store)) checks.push(...flaws);
        expect(checks.filter((flaw) => !flaw.includes("commit number"))).toEqual([]);
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

const rowsOfTheFirstSchema = `
INSERT INTO credentials (id, name, generation, wrapped_key, sealed, hints, created_at)
  VALUES ('c', 'c', '2.0', x'01', '{}', '{}', 0);
INSERT INTO connections (id, name, generation, base_url, credential_id, settings, created_at)
  VALUES ('k', 'k', '2.0', 'https://api.example', 'c', '{}', 0);
INSERT INTO streams (id, connection_id, feed, since, state, state_since) VALUES (1, 'k', 'siem-2.0', 5, 'healthy', 5);
INSERT INTO checkpoints (stream_id, part, position, updated_at) VALUES (1, '', 'token', 5);
INSERT INTO windows (stream_id, part, from_at, until_at, state, as_of) VALUES (1, '', 5, 6, 'complete', 7);
INSERT INTO files (stream_id, part, name, state, lines, stored, duplicates, quarantined, attempts, updated_at)
  VALUES (1, '', 'a.gz', 'complete', 1, 1, 0, 0, 1, 7);
INSERT INTO quarantine (stream_id, source, reason, detail, bytes, truncated, at)
  VALUES (1, 'a.gz', 'broken-record', 'cut off', x'01', 0, 7);
INSERT INTO rollups (stream_id, hour, type, events) VALUES (1, 7200000, 'receipt', 1);`;

async function inDirectory(work: (home: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "postern-store-"));
  try {
    await work(home);
  } finally {
    await rm(home, { recursive: true });
  }
}
