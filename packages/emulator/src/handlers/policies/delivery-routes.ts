import type { DeliveryRoute, SmtpAuthentication } from "../../policies/definitions.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { isObject, type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { readBody } from "../rest-body.js";
import { readNumberField, readTextField } from "./body-fields.js";
import { definitionResource } from "./rest-definitions.js";

export const deliveryRoutes = definitionResource<DeliveryRoute>({
  title: "Delivery Route",
  kind: "delivery-routes",
  book: ({ policies }) => policies.deliveryRoutes,
  /** The block of the authentication comes flat, and without the password. */
  show({ id, description, hostname, port, smtpAuthentication, alternateRouteId }) {
    const { authMechanisms, username = null, domain = null } = smtpAuthentication ?? {};
    return {
      id,
      description,
      hostname,
      port,
      ...(authMechanisms === undefined ? {} : { authMechanisms }),
      ...(username === null ? {} : { username }),
      ...(domain === null ? {} : { domain }),
      ...(alternateRouteId === null ? {} : { alternateRouteId }),
    };
  },
  read(body, { before, emulation, errors }) {
    const alternateRouteId =
      body["alternateRouteId"] === undefined
        ? (before?.alternateRouteId ?? null)
        : readText(body, "alternateRouteId");
    const isAnother = alternateRouteId !== before?.id;
    const isThere =
      alternateRouteId === null || emulation.policies.deliveryRoutes.find(alternateRouteId) !== null;
    if (!isThere || !isAnother) errors.push({ ...itemErrors.invalidToken(), field: "alternateRouteId" });
    return {
      description: readTextField(body, { field: "description", before: before?.description, errors }),
      ...readHost(body, { before, errors }),
      smtpAuthentication: readAuthentication(body, { before: before?.smtpAuthentication ?? null, errors }),
      alternateRouteId,
    };
  },
});

/**
 * Tells whether a host takes mail. Nothing is connected to: here the hosts of the company's own domains do, and all
 * others don't. What the answer looks like is guessed.
 */
export const verifyRoute: Handler = (call, emulation) => {
  const errors: ItemError[] = [];
  const { hostname, port } = readHost(readBody(call), { before: null, errors });
  if (errors.length > 0) throw new Refusal(wireErrors.restRefused(errors));
  const { domains } = emulation.administration.directory;
  const success = domains
    .list("verified")
    .some(({ name }) => `.${hostname.toLowerCase()}`.endsWith(`.${name}`));
  return answerJson({ hostname, port, success });
};

function readHost(
  body: JsonObject,
  { before, errors }: { readonly before: DeliveryRoute | null; readonly errors: ItemError[] },
): Pick<DeliveryRoute, "hostname" | "port"> {
  return {
    hostname: readTextField(body, {
      field: "hostname",
      before: before?.hostname,
      isGood: (text) => /^[\w.:-]+$/.test(text),
      errors,
    }),
    port: readNumberField(body, {
      field: "port",
      before: before?.port ?? 25,
      isGood: (port) => port >= 1 && port <= 65_535,
      allowed: "1 to 65535",
      errors,
    }),
  };
}

/** A block without a password keeps the one that was there: nobody can read it to send it again. */
function readAuthentication(
  body: JsonObject,
  { before, errors }: { readonly before: SmtpAuthentication | null; readonly errors: ItemError[] },
): SmtpAuthentication | null {
  const field = "smtpAuthentication";
  const given = body[field];
  if (given === undefined) return before;
  if (given === null) return null;
  if (!isObject(given)) {
    errors.push(itemErrors.notAllowed(field, ["an object"]));
    return null;
  }
  const mechanisms = given["authMechanisms"] ?? [];
  const authMechanisms = Array.isArray(mechanisms) ? mechanisms.filter((one) => typeof one === "string") : [];
  if (!Array.isArray(mechanisms) || authMechanisms.length < mechanisms.length)
    errors.push(itemErrors.notAllowed(`${field}.authMechanisms`, ["a list of texts"]));
  return {
    authMechanisms,
    username: readText(given, "username"),
    password: readText(given, "password") ?? before?.password ?? null,
    domain: readText(given, "domain"),
  };
}
