import { noteSubscription } from "../logs/audit-trail.js";
import type { Subscription } from "../threats/subscriptions.js";
import { answerJson, Refusal } from "../wire/answer.js";
import { type JsonObject, readText } from "../wire/decode.js";
import { type ItemError, itemErrors, wireErrors } from "../wire/errors.js";
import { refuseQuery } from "./cursor-pages.js";
import type { Handler } from "./handler.js";
import { readBody } from "./rest-body.js";

/** Lists the webhooks under `value`, or as the body itself where that oddity is on: both were seen. */
const listSubscriptions: Handler = (_call, { subscriptions, clock, guesses }) => {
  const value = subscriptions.listAt(clock.now()).map(describe);
  return answerJson(guesses.bareSubscriptionList ? value : { value });
};

/** Adds a webhook. It is listed until it expires; that it is called isn't emulated: nobody shows with what. */
const createSubscription: Handler = (call, emulation) => {
  const { subscriptions, mint, clock } = emulation;
  const draft = readDraft(readBody(call), clock.now());
  const makeId = (serial: number) => mint.seal("subscription", [serial]);
  const subscription = subscriptions.add(draft, { now: clock.now(), makeId });
  noteSubscription(subscription.notificationUrl, { call, emulation });
  return answerJson(describe(subscription), { status: 201 });
};

function readDraft(body: JsonObject, now: number) {
  const errors: ItemError[] = [];
  const need = (field: string): string => {
    const text = readText(body, field);
    if (text === null) errors.push(itemErrors.missing(field));
    else if (text.trim() === "") errors.push(itemErrors.blank(field));
    return text ?? "";
  };
  const notificationUrl = need("notificationURL");
  const resourceType = need("resourceType");
  need("clientState");
  const expiry = body["expirationDateTime"] ?? null;
  const expiresAt = expiry === null ? null : Date.parse(typeof expiry === "string" ? expiry : "");
  if (errors.length > 0) throw new Refusal(wireErrors.restRefused(errors));
  if (!URL.canParse(notificationUrl) || new URL(notificationUrl).protocol !== "https:")
    return refuseQuery("notificationURL", "must be an https URL");
  if (expiresAt !== null && !(expiresAt > now))
    return refuseQuery("expirationDateTime", "must be a time to come");
  return { notificationUrl, resourceType, expiresAt };
}

function describe({ id, notificationUrl, resourceType, createdAt, expiresAt }: Subscription): JsonObject {
  return {
    subscriptionId: id,
    notificationURL: notificationUrl,
    resourceType,
    creationDateTime: new Date(createdAt).toISOString(),
    expirationDateTime: new Date(expiresAt).toISOString(),
  };
}

/** The webhooks that are told of reported messages. */
export const subscriptionHandlers = {
  "threat-reporting.subscriptions.list": listSubscriptions,
  "threat-reporting.subscriptions.create": createSubscription,
} as const;
