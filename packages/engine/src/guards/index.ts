export { createGuardStore, type GuardStore } from "./guard-store.js";
export { type GuardRules, type GuardVerdict, judge } from "./rules.js";
