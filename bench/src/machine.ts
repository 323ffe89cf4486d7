import { cpus } from "node:os";
import Database from "better-sqlite3";

export function describeMachine(): string {
  const memory = new Database(":memory:");
  const version = memory.prepare<[], string>("SELECT sqlite_version()").pluck().get();
  memory.close();
  return `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}, SQLite ${version}`;
}
