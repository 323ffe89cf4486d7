export { assertGeneration, callOperation } from "./call.js";
export { followPages } from "./pages.js";
export type { CallRequest } from "./request.js";
export { readRows } from "./rows.js";
