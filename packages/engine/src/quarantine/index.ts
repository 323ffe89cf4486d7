export type { QuarantineEntry } from "./entry.js";
export {
  discardQuarantined,
  listQuarantine,
  type Retriable,
  readQuarantined,
  retriables,
  unknownEntry,
} from "./store.js";
