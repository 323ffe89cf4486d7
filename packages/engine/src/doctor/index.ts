export { diagnose, findingOfFailure } from "./diagnose.js";
export type { Finding } from "./finding.js";
