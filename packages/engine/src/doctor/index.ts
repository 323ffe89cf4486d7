export { diagnose, findingOfFailure, type Patient } from "./diagnose.js";
export type { Cause, Finding } from "./finding.js";
