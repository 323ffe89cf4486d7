import type { Generation } from "@postern/mimecast/catalogue";
import type { Guesses } from "../guesses/guesses.js";
import { type Answer, jsonHeaders } from "./answer.js";
import { describeFailures, describeRefusal } from "./describe-failures.js";
import type { ItemError, ItemFailure } from "./item-errors.js";

export { type ItemError, type ItemFailure, itemErrors } from "./item-errors.js";

/**
 * Every error the tenant can answer with is made here, with the vendor's code and text; those about one item of a
 * request in the file beside it.
 * Guessed: neither the vendor's documents nor recorded traffic show it.
 */

/** In which form a missing permission is told. */
type RefusalGuesses = Pick<Guesses, "signedWithoutPermission" | "bearerWithoutPermission">;

function respond(
  status: number,
  options: {
    readonly code: string;
    readonly message: string;
    readonly body: unknown;
    readonly headers?: Record<string, string>;
  },
): Answer {
  return {
    status,
    headers: { ...jsonHeaders, ...options.headers },
    body: JSON.stringify(options.body),
    refused: options.code,
    explanation: describeRefusal(options.code, options.message),
  };
}

/** The gateway of API 2.0 puts code and message right into `fail`. */
function flat(status: number, code: string, message: string): Answer {
  return respond(status, { code, message, body: { fail: [{ code, message }] } });
}

/** API 1.0, and functions of both, put them into `fail[].errors`. */
function nested(status: number, code: string, message: string): Answer {
  const error = { code, message, retryable: false };
  const body = { meta: { status }, data: [], fail: [{ errors: [error] }] };
  return respond(status, { code, message, body });
}

function byGeneration(generation: Generation): typeof flat {
  return generation === "1.0" ? nested : flat;
}

/** The SIEM resources of API 2.0 answer with `error`. */
function siem(status: number, code: string, message: string): Answer {
  return respond(status, { code, message, body: { error: { code, message } } });
}

/** The other resources of API 2.0 list what is wrong. */
function rest(
  status: number,
  error: { readonly code: string; readonly message: string; readonly field?: string },
): Answer {
  const { code, message } = error;
  return respond(status, { code, message, body: { errors: [error] } });
}

export const wireErrors = {
  /** The number is the vendor's, the field it stands in is guessed. */
  credentialsMissing: (status: 400 | 401) => nested(status, "0001", "0001 Missing credentials"),
  invalidApplicationId: (id: string, status: 200 | 401) =>
    nested(status, "err_developer_key", `App ID is invalid: ${id}`),
  invalidSignature: () => nested(401, "err_xdk_invalid_signature", "0004 Invalid Signature"),
  /** Guessed, like its other reading. */
  staleDate: (code: "err_xdk_invalid_signature" | "err_xdk_client_unauthorized"): Answer =>
    code === "err_xdk_invalid_signature" ? wireErrors.invalidSignature() : wireErrors.wrongRegion(),
  bindingExpired: () => nested(418, "err_xdk_binding_expired", "Access Key Has Expired"),
  bearerOnOne: () => nested(401, "err_xdk_client_unauthorized", "0001 Authorization type not supported"),
  /** The status is known, the code guessed. */
  absentOnTenant: (generation: Generation): Answer =>
    byGeneration(generation)(404, "err_not_found", "This type of account has no such function"),
  /** The sub-code is the vendor's, the code it comes with is guessed. */
  realmNotSupported: () =>
    nested(401, "err_xdk_client_unauthorized", "0001 Authorization type not supported for the user"),
  /** Guessed; the same for an unknown user, a disabled one and a wrong password. */
  loginRefused: (status: 401 | 403) =>
    nested(status, "err_xdk_client_unauthorized", "The user name or password is incorrect"),
  incorrectRegion: () =>
    nested(403, "err_audit_log_incorrect_region", "The request was sent to an incorrect region"),
  /** Guessed: the vendor tells only of the log calls how they answer in a wrong region. */
  wrongRegion: (): Answer => nested(401, "err_xdk_client_unauthorized", "Client is not authorized"),
  /** Guessed: even whether it is 401 or 403. */
  ipRefused: (
    generation: Generation,
    guesses: RefusalGuesses & { readonly ipRefusedStatus: 401 | 403 },
  ): Answer => {
    if (guesses.ipRefusedStatus === 403) return wireErrors.permissionMissing(generation, guesses);
    return generation === "1.0" ? wireErrors.wrongRegion() : wireErrors.unauthorized();
  },

  /** Status and code are guessed; the shape is the gateway's. */
  invalidClient: (status: 400 | 401) => flat(status, "invalid_client", "Client credentials are invalid"),
  unsupportedGrant: () => flat(400, "unsupported_grant_type", "grant_type must be client_credentials"),
  formExpected: () =>
    flat(415, "unsupported_media_type", "The token endpoint takes application/x-www-form-urlencoded"),
  unauthorized: (): Answer => flat(401, "unauthorized", "Unauthorized"),
  tokenExpired: () => flat(401, "token_expired", "The access token has expired"),
  tokenVerificationFailed: () =>
    flat(401, "token_verification_failed", "The access token could not be verified"),
  productMissing: () =>
    flat(
      403,
      "app_forbidden",
      "Resource or method requested does not exist in any product assigned to the application",
    ),
  /** Code and text are guessed, and where they stand: only "403" is known. */
  permissionMissing: (generation: Generation, guesses: RefusalGuesses): Answer => {
    if (generation === "1.0")
      return nested(
        guesses.signedWithoutPermission === "fail" ? 200 : 403,
        "err_xdk_forbidden",
        "0003 Forbidden",
      );
    const shape = guesses.bearerWithoutPermission === "flat" ? flat : nested;
    return shape(403, "forbidden", "Permission denied");
  },
  wrongVerb: (generation: Generation, allowed: string) => {
    const answer = byGeneration(generation)(405, "method_not_allowed", `Use ${allowed}`);
    return { ...answer, headers: { ...answer.headers, allow: allowed } };
  },
  /** Reported, not documented: 405 for a verb that is right. */
  methodRefused: (generation: Generation) =>
    byGeneration(generation)(405, "method_not_allowed", "Method not allowed"),
  malformedBody: (generation: Generation) =>
    byGeneration(generation)(400, "err_deserialise", "The request body is not valid JSON"),
  pageTokenInvalid: (generation: Generation) =>
    byGeneration(generation)(400, "xdk_failure", "0007 Invalid token"),
  pageSizeInvalid: (generation: Generation, max: number) =>
    byGeneration(generation)(
      400,
      "err_validation_value_not_allowed",
      `pageSize must be between 1 and ${max}`,
    ),
  serverError: (generation: Generation, status: number) =>
    byGeneration(generation)(status, "err_internal", "Internal server error"),

  /** The shape is the vendor's, the code of a bad field guessed. */
  restBadRequest: (field: string, message: string) =>
    rest(400, { code: "err_validation_value_not_allowed", message, field }),
  /** Guessed after the code of the older calls; that the status is 403 is known. */
  restForbiddenAddress: () =>
    rest(403, {
      code: "err_xdk_operation_forbidden_for_address",
      message: "0003 Forbidden To Perform Operation For Address",
    }),
  /** What is wrong with a body, in the words of the older calls: that the resources share them is guessed. */
  restRefused: ([error]: readonly ItemError[]) =>
    rest(400, {
      code: error?.code ?? "err_validation",
      message: error?.message ?? "The request is not valid",
      ...(error?.field === undefined ? {} : { field: error.field }),
    }),
  /** The status is the vendor's, the rest guessed. */
  restInUse: (what: string, user: string) =>
    rest(409, { code: "err_conflict", message: `The ${what} is in use by ${user}` }),
  restNotFound: (what: string) => rest(404, { code: "err_not_found", message: `The ${what} was not found` }),

  siemBadRequest: (message: string, status: 400 | 403 = 400) => siem(status, "bad_request", message),

  rateLimited: (
    generation: Generation,
    limit: { readonly calls: number; readonly headers: Readonly<Record<string, string>> },
  ): Answer => {
    const answer = byGeneration(generation)(429, "rate_limited", "Quota exceeded");
    return { ...answer, headers: { ...answer.headers, ...limit.headers } };
  },

  /** HTTP 200, no data, and the failure in `fail` alone. */
  itemsFailed: (failures: readonly ItemFailure[]): Answer => ({
    ...respond(200, {
      code: failures[0]?.errors[0]?.code ?? "fail",
      message: failures[0]?.errors[0]?.message ?? "Failed",
      body: { meta: { status: 200 }, data: [], fail: failures },
    }),
    explanation: describeFailures(failures),
  }),

  /** As before, with the code right on the element, as the gateway of API 2.0 writes it. */
  failedFlat: ({ code, message }: ItemError): Answer =>
    respond(200, { code, message, body: { meta: { status: 200 }, data: [], fail: [{ code, message }] } }),
  /** As before; only `meta.status` tells. */
  failedInMeta: (): Answer =>
    respond(200, {
      code: "meta.status 400",
      message: "The request could not be completed",
      body: { meta: { status: 400 }, data: [], fail: [] },
    }),

  /** The emulator's own: these must be noticed, so they look like nothing the vendor says. */
  unknownPath: (generation: Generation, path: string) =>
    byGeneration(generation)(
      404,
      "emulator_unknown_path",
      `No operation of API ${generation} in the catalogue has the path ${path}`,
    ),
  noHandler: (generation: Generation, name: string, reason?: string) =>
    byGeneration(generation)(
      501,
      "emulator_operation_without_handler",
      `The emulator has no handler for ${name}${reason === undefined ? "" : `: ${reason}`}`,
    ),
  crashed: (generation: Generation, message: string) =>
    byGeneration(generation)(500, "emulator_bug", message),

  /** No answer at all. */
  nothing: (): Answer => ({
    status: 0,
    headers: {},
    body: "",
    refused: "lost-request",
    explanation: "fault injected: the request is lost on its way in",
  }),

  htmlGateway: (): Answer => ({
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
    refused: "html 502",
    explanation: "fault injected: a gateway in between answers with HTML",
  }),

  captivePortal: (): Answer => ({
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: "<!doctype html><html><head><title>Guest network</title></head><body><h1>Welcome</h1><p>Accept the terms to go online.</p></body></html>",
    refused: "captive-portal",
    explanation: "fault injected: a captive portal answers in the tenant's place",
  }),

  storage: (status: number, code: string, message: string): Answer => ({
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    refused: code,
    explanation: message,
  }),
} as const;
