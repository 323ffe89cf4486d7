import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { TenantObject } from "../model/plan.js";
import { type TenantRow, textAt } from "../model/read-all.js";
import { executeSync, readConnections, readSync } from "./directory-sync.js";

const input = z.strictObject({});

const sentence = "Starts the synchronisation of users and groups with the directory.";

/** The call often answers 504 although the work begins: what the tenant then says of the directory decides. */
export const syncDirectory: WritingAction<z.output<typeof input>, readonly TenantRow[]> = {
  kind: "writing",
  name: "sync-directory",
  family: "users",
  sentence,
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [readSync], writes: [executeSync] }),
  describe: () => sentence,
  reach: () => ({ names: [], width: "everyone" }),
  async probe(client, signal) {
    await readConnections(client, signal);
  },
  read: (client, { signal }) => readConnections(client, signal),
  consider: (_input, rows) => ({
    refusal: rows.some(({ enabled }) => enabled === true)
      ? null
      : "the account has no directory that is enabled.",
    warnings: [],
  }),
  locate: (rows) => rows.filter(({ enabled }) => enabled === true).map(toDirectory),
  // One that ran between two looks has changed the time of the last.
  isDone: (_input, found, before) =>
    found.some(
      ({ bearing, item }) =>
        bearing === "same" ||
        before?.every((former) => former.item["lastSync"] !== item["lastSync"]) === true,
    ),
  calls: () => [{ operation: executeSync, purpose: "start the synchronisation", request: {} }],
  undo: {
    isPossible: false,
    sentence: () => "What the directory says is taken over: no call takes a synchronisation back.",
  },
};

function toDirectory(row: TenantRow): TenantObject {
  const { lastSync = null, syncRunning } = row;
  const isRunning = syncRunning === true;
  const name = textAt(row, "description");
  const last = lastSync === null ? "never synchronised" : `last synchronised ${String(lastSync)}`;
  return {
    id: textAt(row, "id"),
    meaning: `has the directory "${name}", ${isRunning ? "being synchronised now" : last}`,
    bearing: isRunning ? "same" : "related",
    item: { description: name, lastSync, isRunning },
  };
}
