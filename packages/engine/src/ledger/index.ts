export { type CheckpointRow, createLedger, type Ledger, type UnfinishedFile } from "./ledger.js";
export { isSweepDue, type PlannedWindow, planWindows, type Span, subtractSpans } from "./plan-windows.js";
