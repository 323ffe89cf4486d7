export type { Answer, Pagination } from "./answer.js";
export { type DecodedBody, decodeBody } from "./decode.js";
export type { Failure, FailureDetail } from "./failure.js";
export { readFailures } from "./failures.js";
export { type JsonObject, readList, readNumber, readObject, readText } from "./read.js";
