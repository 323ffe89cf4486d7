import { type EmergencyContact, nobody } from "../../administration/emergency-contact.js";
import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isAddress } from "../../wire/addresses.js";
import { type Answer, answerJson, Refusal } from "../../wire/answer.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";

/** Both from the contract (actions reference, 2.20), which says so of the name alone. */
const longestText = 60;
const mostAlternates = 4;
const texts = ["contactName", "contactEmailAddress", "mobilePhone", "telephone"] as const;
const alternates = "alternateEmailAddresses";

export const getEmergencyContact: Handler = (_call, { administration, guesses }) => {
  const { emergencyContact } = administration;
  if (emergencyContact === nobody && guesses.unsetEmergencyContact === "404")
    throw new Refusal(wireErrors.restNotFound("emergency contact"));
  return answerJson(emergencyContact);
};

/** Sets the whole contact: a name and an address are needed, what else is left out is emptied. Guessed. */
export const replaceEmergencyContact: Handler = (call, emulation) => {
  const body = readBody(call);
  for (const field of ["contactName", "contactEmailAddress"] as const) {
    if (readText(body, field) === null) throw badBody(itemErrors.missing(field));
  }
  return change(nobody, { call, emulation });
};

export const updateEmergencyContact: Handler = (call, emulation) => {
  const body = readBody(call);
  if ([...texts, alternates].every((field) => body[field] === undefined))
    throw badBody(itemErrors.nothingGiven());
  return change(emulation.administration.emergencyContact, { call, emulation });
};

function change(
  base: EmergencyContact,
  { call, emulation }: { readonly call: Call; readonly emulation: Emulation },
): Answer {
  const body = readBody(call);
  const [error] = validate(body);
  if (error !== undefined) throw badBody(error);
  const contact: EmergencyContact = {
    contactName: readText(body, "contactName") ?? base.contactName,
    contactEmailAddress: readText(body, "contactEmailAddress") ?? base.contactEmailAddress,
    mobilePhone: readText(body, "mobilePhone") ?? base.mobilePhone,
    telephone: readText(body, "telephone") ?? base.telephone,
    alternateEmailAddresses: readAlternates(body) ?? base.alternateEmailAddresses,
  };
  emulation.administration.emergencyContact = contact;
  noteSetting("Account Settings Updated", "Emergency contact", { call, emulation });
  return answerJson(contact);
}

function validate(body: JsonObject): readonly ItemError[] {
  const errors = texts.flatMap((field) => checkText(body, field));
  const given = body[alternates];
  if (given === undefined) return errors;
  if (!Array.isArray(given)) return [...errors, itemErrors.missing(alternates)];
  if (given.length > mostAlternates) errors.push(itemErrors.tooMany(alternates, mostAlternates));
  if (!given.every((one) => typeof one === "string" && isAddress(one)))
    errors.push(itemErrors.invalidAddress(alternates));
  return errors;
}

function checkText(body: JsonObject, field: (typeof texts)[number]): ItemError[] {
  const value = body[field];
  if (value === undefined) return [];
  if (typeof value !== "string") return [itemErrors.missing(field)];
  if (field === "contactEmailAddress") return isAddress(value) ? [] : [itemErrors.invalidAddress(field)];
  if (field === "contactName" && value.trim() === "") return [itemErrors.blank(field)];
  return value.length > longestText ? [itemErrors.tooLong(field, longestText)] : [];
}

function readAlternates(body: JsonObject): readonly string[] | null {
  const given = body[alternates];
  return Array.isArray(given) ? given.filter((one) => typeof one === "string") : null;
}
