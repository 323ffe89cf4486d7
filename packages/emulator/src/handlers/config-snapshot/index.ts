import type { HandlerGroup } from "../handler.js";
import { createSnapshot, exportSnapshot, listSnapshots, restoreSnapshot } from "./snapshots.js";

export const snapshotHandlers: HandlerGroup = {
  "config-snapshot.create": createSnapshot,
  "config-snapshot.list": listSnapshots,
  "config-snapshot.export": exportSnapshot,
  "config-snapshot.restore": restoreSnapshot,
};
