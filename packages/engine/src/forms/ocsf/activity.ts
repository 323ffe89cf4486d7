import type { FormDocument } from "../event.js";
import { ocsfClasses } from "./classes.js";
import { type Draft, observableTypes, setIfKnown, useProfile } from "./draft.js";
import { takeAttachments, takeFile, takeMail, takeMailAlone, takeUrl } from "./mail.js";
import { describeUser, takeActor } from "./people.js";

const unknownDirection = 0;
const otherDirection = 99;
const directions: ReadonlyMap<string, number> = new Map([
  ["inbound", 1],
  ["outbound", 2],
  ["internal", 3],
]);

/** Places a mail and what belongs to it into an Email Activity. Envelope beside the mail, header within. */
export function placeMailActivity(draft: Draft): void {
  const { left, document, observables } = draft;
  const mail = takeMail(draft, "email");
  if (mail === null) return;
  const { email, envelopeSender } = mail;
  document["email"] = email;
  if (envelopeSender !== undefined) {
    document["from"] = envelopeSender;
    if (envelopeSender !== email["from"])
      observables.push({ name: "from", type_id: observableTypes.address, value: envelopeSender });
  }
  if (email["to"] !== undefined) document["to"] = email["to"];
  const file = takeFile(draft, "email.files[0]");
  const files = takeAttachments(draft, { path: "email.files", start: file === null ? 0 : 1 });
  if (file !== null) files.unshift(file);
  if (files.length > 0) email["files"] = files;
  const url = takeUrl(draft, "email.urls[0]");
  if (url !== null) email["urls"] = [url];
  document["direction_id"] = unknownDirection;
  if (left.direction !== undefined) {
    document["direction_id"] = directions.get(left.direction) ?? otherDirection;
    document["direction"] = left.direction;
    left.direction = undefined;
  }
  setIfKnown(document, "message_trace_uid", left.traceId);
  if (Number.isInteger(left.attempts)) {
    document["attempt"] = left.attempts;
    left.attempts = undefined;
  }
  placeMailChecks(draft);
}

/** What each check of the sender said. All that the record says of them stays in `unmapped`, where it is whole. */
function placeMailChecks({ left, document }: Draft): void {
  const detail = left.spamDetail;
  if (typeof detail !== "object" || detail === null) return;
  const checks: FormDocument = {};
  for (const name of ["spf", "dkim", "dmarc"]) {
    const check: unknown = Object.hasOwn(detail, name) ? Reflect.get(detail, name) : undefined;
    if (typeof check !== "object" || check === null || !("info" in check)) continue;
    if (typeof check.info === "string") checks[name] = check.info.toLowerCase();
  }
  for (const _ in checks) {
    document["email_auth"] = checks;
    return;
  }
}

/** Places who acted, and through which application. */
export function placeActor(draft: Draft): void {
  const { left, document, ofClass } = draft;
  const actor: FormDocument = {};
  const user = takeActor(draft, "actor.user");
  if (user !== null) actor["user"] = user;
  if (left.application !== undefined) {
    actor["app_name"] = left.application;
    left.application = undefined;
  }
  if (user === null && actor["app_name"] === undefined) return;
  document["actor"] = actor;
  if (!ofClass.hasActor) useProfile(draft, "host");
}

const vendorsService = "Mimecast";

/** Places who signed in, and to what: Mimecast itself, where the record names no application. */
export function placeSignIn(draft: Draft): void {
  const { left, document } = draft;
  if (document["user"] === undefined) setIfKnown(document, "user", takeActor(draft, "user"));
  if (document["service"] === undefined) {
    document["service"] = { name: left.application ?? vendorsService };
    left.application = undefined;
  }
}

/** Places whose account was changed: where the event names nobody else, who acts is changing the own account. */
export function placeAccountChange(draft: Draft): void {
  const { document, left } = draft;
  if (document["user"] !== undefined) return;
  const target = describeUser(left.targetUser);
  left.targetUser = undefined;
  setIfKnown(document, "user", target ?? takeActor(draft, "user"));
}

/** Places the group that was changed. */
export function placeGroup(draft: Draft): void {
  const { document, left, ofClass } = draft;
  if (ofClass.uid !== ocsfClasses.groupManagement || document["group"] !== undefined) return;
  if (left.group === undefined) return;
  document["group"] = { name: left.group };
  left.group = undefined;
}

const emailEntity = 6;

/** An entity that is a mail is shown as one, where its addresses are addresses. */
export function placeEntityMail(draft: Draft): void {
  const { document, ofClass } = draft;
  const { entity } = document;
  if (ofClass.uid !== ocsfClasses.entityManagement || typeof entity !== "object" || entity === null) return;
  if (!("type_id" in entity) || entity.type_id !== emailEntity || "email" in entity) return;
  const email = takeMailAlone(draft, "entity.email");
  if (email !== null) document["entity"] = { ...entity, email };
}
