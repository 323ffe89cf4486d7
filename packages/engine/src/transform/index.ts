export type { Problem } from "./problem.js";
export { type TransformOptions, transform, type WrittenDocument } from "./transform.js";
