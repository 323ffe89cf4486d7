export type { Clicker } from "./clickers.js";
export type * from "./containment.js";
export { createPlaybookEngine } from "./playbook-engine.js";
export { type ContainmentTarget, type TargetKind, targetKinds } from "./target.js";
