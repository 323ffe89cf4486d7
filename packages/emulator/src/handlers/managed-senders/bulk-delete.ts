import type { ManagedSender } from "../../console/managed-senders.js";
import { noteManagedSender } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type Answer, answerJson, Refusal } from "../../wire/answer.js";
import { isObject, readFlag } from "../../wire/decode.js";
import { wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";

type Filter = (entry: ManagedSender) => boolean;

const mostSenders = 1000;

/** Takes senders off every recipient's list. */
export const deleteSenders: Handler = (call, emulation) => {
  const senders = readSenders(call.body);
  const isWanted = readFilter(call.body);
  return removeEntries((entry) => senders.has(entry.sender) && isWanted(entry), { call, emulation });
};

/** Empties one recipient's list. */
export const deleteOfRecipient: Handler = (call, emulation) => {
  const recipient = (call.pathIds[0] ?? "").toLowerCase();
  if (!emulation.isInternalAddress(recipient)) throw new Refusal(wireErrors.restForbiddenAddress());
  const isWanted = readFilter(call.body);
  return removeEntries((entry) => entry.to === recipient && isWanted(entry), { call, emulation });
};

/** Takes the company's own addresses off every list. */
export const deleteInternalSenders: Handler = (call, emulation) =>
  removeEntries(({ sender }) => emulation.isInternalAddress(sender), { call, emulation });

/** That the count is answered is what one client expects; nobody describes the answer. */
function removeEntries(isMeant: Filter, who: { readonly call: Call; readonly emulation: Emulation }): Answer {
  const { managedSenders, clock } = who.emulation;
  const meant = managedSenders.list().filter(isMeant);
  const deletedCount = managedSenders.remove(isMeant, clock.now());
  for (const entry of meant) noteManagedSender("Managed Sender Deleted", entry, who);
  if (deletedCount > 0) who.emulation.forgetFuture();
  return answerJson({ deletedCount });
}

function readSenders(body: unknown): ReadonlySet<string> {
  const ids = isObject(body) ? body["ids"] : undefined;
  const senders = Array.isArray(ids)
    ? ids.map((id: unknown) => (typeof id === "string" ? id.toLowerCase() : ""))
    : [];
  const isGood = senders.length > 0 && !senders.includes("") && senders.length <= mostSenders;
  if (isGood && new Set(senders).size === senders.length) return new Set(senders);
  throw new Refusal(
    wireErrors.restBadRequest("ids", `ids takes 1 to ${mostSenders} different addresses or domains`),
  );
}

/** Whatever stands on the lists here was put there by hand, and nobody is trusted. */
function readFilter(body: unknown): Filter {
  const type = readChoice(body, "type", ["auto", "manual"]);
  const action = readChoice(body, "action", ["block", "permit"]);
  if (type !== null && action !== null)
    throw new Refusal(wireErrors.restBadRequest("action", "type and action exclude each other"));
  if (type === "auto" || readFlag(body, "trusted") === true) return () => false;
  return (entry) => action === null || entry.type.toLowerCase() === action;
}

function readChoice(body: unknown, field: string, allowed: readonly string[]): string | null {
  const value = isObject(body) ? (body[field] ?? null) : null;
  if (value === null) return null;
  if (typeof value === "string" && allowed.includes(value)) return value;
  throw new Refusal(wireErrors.restBadRequest(field, `${field} must be one of ${allowed.join(", ")}`));
}
