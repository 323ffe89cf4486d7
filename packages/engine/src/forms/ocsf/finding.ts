import type { FormDocument } from "../event.js";
import { type Draft, observableTypes, setIfKnown } from "./draft.js";
import { takeDestination, takeSource } from "./endpoints.js";
import { takeAttachments, takeFile, takeMailAlone, takeUrl } from "./mail.js";
import { describeUser, isAddress, takeActor } from "./people.js";

/** `analytic.type_id`: Rule. */
const rule = 1;

/** Places what was found: `finding_info`, whose uid is the event's id. */
export function placeFinding({ document, event, kind, left }: Draft): void {
  const { urlCategory } = event.meaning;
  const info: FormDocument = { uid: event.id };
  setIfKnown(info, "title", kind.title);
  setIfKnown(info, "desc", left.reason);
  setIfKnown(info, "types", kind.types ?? (urlCategory === undefined ? undefined : [urlCategory]));
  if (left.policy !== undefined) info["analytic"] = { name: left.policy, type_id: rule };
  document["finding_info"] = info;
  left.reason = undefined;
  left.policy = undefined;
  if (kind.types === undefined) left.urlCategory = undefined;
}

/** `verdict_id` for the vendor's words: true positive, suspicious, benign. */
const verdicts: ReadonlyMap<string, number> = new Map([
  ["malicious", 2],
  ["suspicious", 4],
  ["clean", 5],
  ["safe", 5],
]);

/** Places what shows a detection into `evidences[0]`; gives the file, if there is one. */
export function placeEvidence(draft: Draft): FormDocument | null {
  const { document, event, kind } = draft;
  const evidence: FormDocument = {};
  const path = "evidences[0]";
  // The user of a mail with one recipient is told from it before the mail takes the recipient.
  const url = takeUrl(draft, `${path}.url`);
  const user = takeUser(draft, { path: `${path}.user`, isOfUrl: url !== null });
  const file = takeFile(draft, `${path}.file`);
  setIfKnown(evidence, "url", url);
  setIfKnown(evidence, "email", takeEvidenceMail(draft, `${path}.email`));
  setIfKnown(evidence, "file", file);
  setIfKnown(evidence, "user", user);
  setIfKnown(evidence, "src_endpoint", takeSource(draft, `${path}.src_endpoint`));
  setIfKnown(evidence, "dst_endpoint", takeDestination(draft, `${path}.dst_endpoint`));
  setIfKnown(evidence, "data", kind.data);
  if (Object.keys(evidence).length > 0) {
    // By themselves these are evidence of nothing.
    setIfKnown(evidence, "tls", takeTls(draft));
    const verdict = kind.verdictId ?? verdicts.get(event.meaning.verdict?.toLowerCase() ?? "");
    setIfKnown(evidence, "verdict_id", verdict);
    document["evidences"] = [evidence];
  }
  return file;
}

function takeEvidenceMail(draft: Draft, path: string): FormDocument | null {
  const email = takeMailAlone(draft, path);
  if (email === null) return null;
  const files = takeAttachments(draft, { path: `${path}.files`, start: 0 });
  if (files.length > 0) email["files"] = files;
  return email;
}

/** Who did it; of a URL that nobody clicked, whom the mail was for. */
function takeUser(
  draft: Draft,
  { path, isOfUrl }: { readonly path: string; readonly isOfUrl: boolean },
): FormDocument | null {
  const { actor, actorName, recipients } = draft.left;
  if (actor !== undefined || actorName !== undefined) return takeActor(draft, path);
  const recipient = recipients?.length === 1 ? recipients[0] : undefined;
  return isOfUrl && isAddress(recipient) ? describeUser(recipient) : null;
}

/** `tls` wants a version. */
function takeTls({ left }: Draft): FormDocument | null {
  if (left.tlsVersion === undefined) return null;
  const tls: FormDocument = { version: left.tlsVersion };
  left.tlsVersion = undefined;
  if (left.tlsCipher !== undefined) tls["cipher"] = left.tlsCipher;
  left.tlsCipher = undefined;
  return tls;
}

/** `detection_system_id`: Secure Email Gateway. */
const emailGateway = 6;
/** `data_lifecycle_state_id`: In-Transit. */
const inTransit = 2;

/** Places a leak: this class knows no mail, so that the mail is its resource and the sender its actor. */
export function placeLeak(draft: Draft): void {
  const { document, event, left, observables } = draft;
  const { policy } = event.meaning;
  const security: FormDocument = { detection_system_id: emailGateway, data_lifecycle_state_id: inTransit };
  if (policy !== undefined) security["policy"] = { name: policy };
  document["data_security"] = security;
  if (left.actor === undefined && isAddress(left.sender)) {
    left.actor = left.sender;
    left.sender = undefined;
    left.actorName ??= left.senderName;
    left.senderName = undefined;
  }
  const mail: FormDocument = { type: "email" };
  if (left.messageId !== undefined) {
    mail["uid"] = left.messageId;
    observables.push({ name: "resources[0].uid", type_id: observableTypes.messageId, value: left.messageId });
  }
  setIfKnown(mail, "name", left.subject);
  if (left.messageId !== undefined || left.subject !== undefined) document["resources"] = [mail];
  left.messageId = undefined;
  left.subject = undefined;
  setIfKnown(document, "file", takeFile(draft, "file"));
}
