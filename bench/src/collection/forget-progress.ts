import { join } from "node:path";
import Database from "better-sqlite3";

/** Takes checkpoints and files from the account, so that the next pass reads everything again. */
export function forgetProgress(home: string): void {
  const database = new Database(join(home, "postern.db"));
  database.exec("DELETE FROM checkpoints; DELETE FROM files;");
  database.close();
}
