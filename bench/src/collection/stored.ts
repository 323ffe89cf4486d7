import { join } from "node:path";
import Database from "better-sqlite3";

/** Takes checkpoints and files from the account, so that the next pass reads everything again. */
export function forgetProgress(home: string): void {
  const database = new Database(join(home, "postern.db"));
  database.exec("DELETE FROM checkpoints; DELETE FROM files;");
  database.close();
}

/** Events in the store, each as often as it was seen in one file. */
export function countSightings(home: string): number {
  const database = new Database(join(home, "postern.db"), { readonly: true });
  const sightings = database.prepare("SELECT sum(occurrences) FROM events").pluck().get();
  database.close();
  return Number(sightings);
}
