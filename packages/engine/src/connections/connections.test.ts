import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { type KyselyPlugin, SqliteQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import { createCredentialStore } from "../credentials/index.js";
import { noteState } from "../status/note-state.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { openVault } from "../vault/index.js";
import { createConnectionStore } from "./connections.js";

const many = 40;

test("adding a connection looks through no others: a thousand took four minutes", async () => {
  const home = await mkdtemp(join(tmpdir(), "postern-connections-"));
  const opened = await openSqliteStore({ home });
  try {
    const { store, takeWork } = watchWork(opened);
    const now = () => Date.UTC(2026, 2, 5);
    const record = async () => {};
    const vault = await openVault({ store, home, environmentKey: undefined, now, record });
    const credentials = createCredentialStore({ store, vault, now, record });
    const connections = createConnectionStore({ store, credentials, now, record });
    const add = async (index: number) => {
      const name = `c${index}`;
      const oauth = { clientId: `client-id-${index}`.padEnd(48, "x"), clientSecret: "s".repeat(64) };
      const baseUrl = "https://api.services.mimecast.com";
      const settings = { feeds: ["ttp-url"], actions: [] };
      const connection = await connections.add({ name, generation: "2.0", baseUrl, oauth, settings });
      await noteState(store, { connection, now: now() });
      return takeWork();
    };
    takeWork();
    const first = await add(0);
    for (let index = 1; index < many; index += 1) await add(index);
    const last = await add(many);
    expect(first.statements.length).toBeGreaterThan(5);
    expect(last).toEqual(first);
    expect(scansIn(home, last.statements)).toEqual([]);
    // What a mistyped name costs is told with an end to it.
    await expect(connections.get("c")).rejects.toThrow(/Connections: c0, c1, .* and 21 more\.$/);
    await expect(credentials.get("c")).rejects.toThrow(/ and 21 more\.$/);
  } finally {
    await opened.close();
    await rm(home, { recursive: true });
  }
});

interface Work {
  readonly statements: string[];
  rows: number;
}

function watchWork(opened: Store): { store: Store; takeWork: () => Work } {
  const compiler = new SqliteQueryCompiler();
  let work: Work = { statements: [], rows: 0 };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      work.statements.push(compiler.compileQuery(node, queryId).sql);
      return node;
    },
    transformResult: async ({ result }) => {
      work.rows += result.rows.length;
      return result;
    },
  };
  const store = {
    ...opened,
    read: opened.read.withPlugin(plugin),
    control: opened.control.withPlugin(plugin),
  };
  const takeWork = () => {
    const done = work;
    work = { statements: [], rows: 0 };
    return done;
  };
  return { store, takeWork };
}

/** Steps of the plans that read one of both tables from its beginning to its end. */
function scansIn(home: string, statements: readonly string[]): string[] {
  const database = new BetterSqlite3(join(home, "postern.db"), { readonly: true });
  try {
    return statements.flatMap((sql) => {
      const parameters = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => "");
      const steps = database
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...parameters);
      return steps
        .map(({ detail }) => detail)
        .filter((detail) => /^SCAN (?:connections|credentials)\b/.test(detail));
    });
  } finally {
    database.close();
  }
}
