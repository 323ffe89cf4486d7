export { createLedger, type Ledger } from "./ledger.js";
export { isSweepDue, type PlannedWindow, planWindows } from "./plan-windows.js";
