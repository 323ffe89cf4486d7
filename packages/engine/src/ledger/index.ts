export { idOfText, idText } from "./items.js";
export { createLedger, type Ledger } from "./ledger.js";
export { enterPoll, type PollPosition, parsePollPosition, planPoll } from "./plan-polls.js";
export { isSweepDue, type PlannedWindow, planWindows } from "./plan-windows.js";
export { type FeedTiming, timingOf } from "./timing.js";
