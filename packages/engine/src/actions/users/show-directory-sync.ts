import { z } from "zod";
import type { ReadingAction } from "../model/action.js";
import { readConnections, readSync } from "./directory-sync.js";

const input = z.strictObject({});

export const showDirectorySync: ReadingAction<z.output<typeof input>> = {
  kind: "reading",
  name: "show-directory-sync",
  family: "users",
  sentence: "Tells which directories the account takes its users from, and when it last did.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [readSync], writes: [] }),
  columns: [
    { title: "directory", path: "description" },
    { title: "kind", path: "serverType" },
    { title: "enabled", path: "enabled" },
    { title: "status", path: "status" },
    { title: "last", path: "lastSync" },
    { title: "running", path: "syncRunning" },
  ],
  async *read(client, { signal }) {
    yield* await readConnections(client, signal);
  },
};
