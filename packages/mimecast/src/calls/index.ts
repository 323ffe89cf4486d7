export { assertGeneration, callOperation } from "./call.js";
export { followPages } from "./pages.js";
export { type FileRequest, type ReceivedFile, readFile } from "./read-file.js";
export type { CallRequest } from "./request.js";
export { readRows } from "./rows.js";
