export type { Answer, Pagination } from "./answer.js";
export { type DecodedBody, decodeBody } from "./decode.js";
export type { Failure, FailureDetail } from "./failure.js";
export { type JsonObject, readList, readNumber, readObject, readText } from "./read.js";
