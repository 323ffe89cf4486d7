export type * from "./containment.js";
export { createPlaybookEngine } from "./playbook-engine.js";
export type { Clicker } from "./scope.js";
export { type ContainmentTarget, type TargetKind, targetKinds } from "./target.js";
