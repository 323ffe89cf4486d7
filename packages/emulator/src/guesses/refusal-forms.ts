import { type Answer, jsonTextOf } from "../wire/answer.js";
import { isObject, type JsonObject, parseJson } from "../wire/decode.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { Guesses } from "./guesses.js";

/** The guesses about how refusals look, whatever they are about. */
export type RefusalForms = Pick<
  Guesses,
  | "validationStatus"
  | "unknownIdAnswer"
  | "resourceErrorShape"
  | "tokenErrorShape"
  | "unknownResourceStatus"
  | "siemErrorShape"
>;

/** Codes about a field, or about the whole of a search. */
const invalid = /^err_(?:validation_|invalid_search_|track_and_trace_)/;

/** A refusal in the form that is guessed for it. */
export function retellRefusal(
  answer: Answer,
  { operation, guesses }: { readonly operation: EmulatedOperationName; readonly guesses: RefusalForms },
): Answer {
  const { refused, status } = answer;
  if (guesses.unknownIdAnswer === "empty-400" && refused === "xdk_failure" && status === 200)
    return { ...answer, status: 400, body: "" };
  if (guesses.unknownResourceStatus === 400 && refused === "err_not_found" && status === 404)
    return retellRefusal({ ...answer, status: 400 }, { operation, guesses });
  const body = parseJson(jsonTextOf(answer) ?? "");
  if (!isObject(body)) return answer;
  const isInvalid = status === 200 && invalid.test(refused ?? "") && hasFailedWhole(body);
  if (isInvalid && guesses.validationStatus === 400)
    return { ...answer, status: 400, body: JSON.stringify({ ...body, meta: { status: 400 } }) };
  const told = retellBody(body, { operation, guesses });
  return told === null ? answer : { ...answer, body: JSON.stringify(told) };
}

function hasFailedWhole({ data, fail }: JsonObject): boolean {
  return Array.isArray(data) && data.length === 0 && Array.isArray(fail) && fail.length > 0;
}

/** Null where it stays as it is. */
function retellBody(
  body: JsonObject,
  { operation, guesses }: { readonly operation: EmulatedOperationName; readonly guesses: RefusalForms },
): JsonObject | null {
  const { error, errors, fail } = body;
  if (guesses.siemErrorShape === "fail" && isObject(error) && operation.startsWith("siem."))
    return { fail: [error] };
  if (guesses.resourceErrorShape === "fail" && Array.isArray(errors)) return { fail: [{ errors }] };
  const [first] = Array.isArray(fail) ? fail : [];
  if (guesses.tokenErrorShape === "error" && operation === "oauth.token" && isObject(first))
    return { error: first["code"], error_description: first["message"] };
  return null;
}
