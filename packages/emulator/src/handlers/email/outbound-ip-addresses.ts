import { isIpRange } from "../../administration/ip-ranges.js";
import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";

/** Guessed: what the list is called, in all three calls. */
const field = "ipAddresses";

/** Texts by the contract; `guesses.outboundAddressObjects` has objects, as the live service answered. */
export const listOutboundAddresses: Handler = (_call, emulation) => show(emulation);

export const replaceOutboundAddresses: Handler = (call, emulation) => {
  const addresses = readAddresses(call);
  if (addresses === null) throw badBody(itemErrors.missing(field));
  return set(addresses, { call, emulation });
};

/** Removes those the body names; without a body by the guess `emptyAddressDelete`. */
export const deleteOutboundAddresses: Handler = (call, emulation) => {
  const { outboundAddresses: held } = emulation.administration.gateway;
  const given = readAddresses(call);
  if (given === null && emulation.guesses.emptyAddressDelete === "refused")
    throw badBody(itemErrors.missing(field));
  const meant = given ?? held;
  if (meant.some((address) => !held.includes(address)))
    throw new Refusal(wireErrors.restNotFound("outbound address"));
  set(
    held.filter((address) => !meant.includes(address)),
    { call, emulation },
  );
  return answerJson("", { status: 204 });
};

/** A list under its name, or bare. Null: there is none. */
function readAddresses(call: Call): readonly string[] | null {
  const given: unknown = Array.isArray(call.body) ? call.body : readBody(call)[field];
  if (given === undefined) return null;
  const isGood = (one: unknown) => typeof one === "string" && isIpRange(one);
  if (!Array.isArray(given) || !given.every(isGood))
    throw new Refusal(wireErrors.restBadRequest(field, `${field} must be a list of IP addresses`));
  return [...new Set(given.map(String))];
}

function set(
  addresses: readonly string[],
  { call, emulation }: { readonly call: Call; readonly emulation: Emulation },
) {
  emulation.administration.gateway.outboundAddresses = addresses;
  noteSetting("Account Settings Updated", `Outbound addresses: ${addresses.join(" ")}`, { call, emulation });
  return show(emulation);
}

function show({ administration, guesses }: Emulation) {
  const { outboundAddresses } = administration.gateway;
  return answerJson({
    [field]: guesses.outboundAddressObjects
      ? outboundAddresses.map((ipAddress) => ({ ipAddress }))
      : outboundAddresses,
  });
}
