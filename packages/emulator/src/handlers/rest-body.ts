import { Refusal } from "../wire/answer.js";
import { isObject, type JsonObject } from "../wire/decode.js";
import { type ItemError, wireErrors } from "../wire/errors.js";
import type { Call } from "./handler.js";

/** The body of a call of a resource; one that is no object has no fields. */
export function readBody({ body }: Pick<Call, "body">): JsonObject {
  return isObject(body) ? body : {};
}

/** What a call of a resource ends with where something is wrong with its body. */
export function badBody(error: ItemError): Refusal {
  return new Refusal(wireErrors.restRefused([error]));
}
