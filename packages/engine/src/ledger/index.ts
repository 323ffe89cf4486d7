export { type FeedFiles, listFiles, readFileTotals } from "./files.js";
export { idOfText, idText } from "./items.js";
export { joinWindows } from "./join-windows.js";
export { type CheckpointRow, createLedger, type Ledger } from "./ledger.js";
export { createMemoryLedger, type MemoryLedger } from "./memory-ledger.js";
export { type PendingReplay, readPendingReplays } from "./pending-replays.js";
export { enterPoll, type PollPosition, parsePollPosition, planPoll } from "./plan-polls.js";
export {
  type PlannedWindow,
  planWindows,
  type Span,
  subtractSpans,
  type WindowPlan,
} from "./plan-windows.js";
export { type Clocks, proveWindow, readClocks } from "./prove-window.js";
export { readFeedLedger, type StreamRow } from "./read-ledger.js";
export { type FeedTiming, timingOf } from "./timing.js";
