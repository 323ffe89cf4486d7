export type { QuarantineEntry } from "./entry.js";
export { type OpenEntries, readOpenEntries } from "./open-entries.js";
export {
  discardQuarantined,
  listQuarantine,
  type Retriable,
  readQuarantined,
  retriables,
  unknownEntry,
} from "./store.js";
