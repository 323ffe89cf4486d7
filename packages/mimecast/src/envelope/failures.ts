import type { Failure, FailureDetail } from "./failure.js";
import { type JsonObject, readList, readObject, readText } from "./read.js";

/**
 * Reads the failures out of a body, in whichever shape they come:
 * - `fail: [{ key, errors: [{ code, message, field, retryable }] }]`: functional errors of `/api/*`
 * - `fail: [{ code, message }]`: the API 2.0 gateway
 * - `error: { code, message }`: the SIEM endpoints of API 2.0
 * - `errors: [{ code, message, field }]`: the newer REST resources
 * - `error: "…", error_description: "…"`: OAuth
 */
export function readFailures(body: JsonObject): readonly Failure[] {
  const listed = readList(body["fail"]).map(readFailEntry);
  const rest = readList(body["errors"]).map(readDetail);
  const single = readSingleError(body);
  const loose = single === null ? rest : [...rest, single];
  return loose.length === 0 ? listed : [...listed, { key: null, errors: loose }];
}

function readFailEntry(entry: unknown): Failure {
  const object = readObject(entry);
  if (object === null) return { key: null, errors: [readDetail(entry)] };
  const nested = readList(object["errors"]).map(readDetail);
  const isFlat = object["code"] !== undefined || object["message"] !== undefined;
  return { key: object["key"] ?? null, errors: isFlat ? [...nested, readDetail(object)] : nested };
}

function readSingleError(body: JsonObject): FailureDetail | null {
  const error = body["error"];
  if (readObject(error) !== null) return readDetail(error);
  const code = readText(error);
  if (code === null) return null;
  return { code, message: readText(body["error_description"]) ?? "", field: null, retryable: null };
}

function readDetail(value: unknown): FailureDetail {
  const object = readObject(value);
  if (object === null) return { code: "", message: readText(value) ?? "", field: null, retryable: null };
  const retryable = object["retryable"];
  return {
    code: readText(object["code"]) ?? "",
    message: readText(object["message"]) ?? "",
    field: readText(object["field"]),
    retryable: typeof retryable === "boolean" ? retryable : null,
  };
}
