import type { FormDocument } from "../event.js";
import { readUrlParts } from "../url-parts.js";
import { type Draft, observableTypes, setIfKnown } from "./draft.js";
import { isAddress } from "./people.js";
import { urlCategoryIds } from "./url-categories.js";

/** An `email` object with the envelope's sender, which stands beside it. */
interface TakenMail {
  readonly email: FormDocument;
  readonly envelopeSender: string | undefined;
}

/** Takes the mail into an `email` object standing at `path`; null without an address that OCSF takes for one. */
export function takeMail(draft: Draft, path: string): TakenMail | null {
  const { left, observables } = draft;
  const envelope = isAddress(left.sender) ? left.sender : undefined;
  const header = isAddress(left.headerSender) ? left.headerSender : undefined;
  const to = takeRecipients(draft, path);
  // A feed that gives one of the two senders gives it for both.
  const from = header ?? envelope;
  if (from === undefined && to === null) return null;
  const email: FormDocument = {};
  if (from !== undefined) {
    email["from"] = from;
    observables.push({ name: `${path}.from`, type_id: observableTypes.address, value: from });
    if (envelope !== undefined) left.sender = undefined;
    if (header !== undefined) left.headerSender = undefined;
  }
  if (to !== null) email["to"] = to;
  takeMailboxes(draft, email);
  setIfKnown(email, "subject", left.subject);
  left.subject = undefined;
  if (left.messageId !== undefined) {
    email["message_uid"] = left.messageId;
    observables.push({
      name: `${path}.message_uid`,
      type_id: observableTypes.messageId,
      value: left.messageId,
    });
    left.messageId = undefined;
  }
  if (Number.isInteger(left.messageSize)) {
    email["size"] = left.messageSize;
    left.messageSize = undefined;
  }
  return { email, envelopeSender: envelope ?? from };
}

/** Takes the mail into an `email` object that has no envelope beside it: another sender there is where bounces go. */
export function takeMailAlone(draft: Draft, path: string): FormDocument | null {
  const mail = takeMail(draft, path);
  if (mail === null) return null;
  const { email, envelopeSender } = mail;
  if (envelopeSender !== email["from"]) email["return_path"] = envelopeSender;
  return email;
}

/** The recipients that OCSF takes for addresses; the others stay behind. */
function takeRecipients({ left, event, observables }: Draft, path: string): string[] | null {
  if (left.recipients === undefined) return null;
  // Who acted was observed when that was placed.
  const observed = left.actor === undefined ? event.meaning.actor : undefined;
  const to: string[] = [];
  const others: string[] = [];
  for (const recipient of left.recipients) {
    if (!isAddress(recipient)) {
      others.push(recipient);
      continue;
    }
    if (recipient !== observed) {
      const name = `${path}.to[${to.length}]`;
      observables.push({ name, type_id: observableTypes.address, value: recipient });
    }
    to.push(recipient);
  }
  left.recipients = others.length === 0 ? undefined : others;
  return to.length === 0 ? null : to;
}

/** Names as a reader of the mail saw them: `Ann <ann@example.com>`. */
function takeMailboxes({ left }: Draft, email: FormDocument): void {
  const { from, to } = email;
  if (left.senderName !== undefined) {
    email["from_mailbox"] = from === undefined ? left.senderName : `${left.senderName} <${from}>`;
    left.senderName = undefined;
  }
  if (left.recipientName !== undefined) {
    const isAlone = Array.isArray(to) && to.length === 1;
    email["to_mailboxes"] = [isAlone ? `${left.recipientName} <${to[0]}>` : left.recipientName];
    left.recipientName = undefined;
  }
}

/** Takes the file into a `file` object standing at `path`; null where it has no name, which OCSF wants. */
export function takeFile(draft: Draft, path: string): FormDocument | null {
  const { left, observables } = draft;
  if (left.fileName === undefined) return null;
  const file = describeFile(left.fileName);
  observables.push({ name: `${path}.name`, type_id: observableTypes.fileName, value: left.fileName });
  left.fileName = undefined;
  if (left.fileExtension !== undefined) file["ext"] = left.fileExtension;
  if (left.fileMime !== undefined) file["mime_type"] = left.fileMime;
  left.fileExtension = undefined;
  left.fileMime = undefined;
  if (Number.isInteger(left.fileSize)) {
    file["size"] = left.fileSize;
    left.fileSize = undefined;
  }
  const hashes = takeHashes(draft, path);
  if (hashes.length > 0) file["hashes"] = hashes;
  return file;
}

const regularFile = 1;

function describeFile(name: string): FormDocument {
  return { name, type_id: regularFile };
}

/** `algorithm_id` and caption of the hashes that records hold. */
const algorithms = [
  { term: "md5", id: 1, caption: "MD5" },
  { term: "sha1", id: 2, caption: "SHA-1" },
  { term: "sha256", id: 3, caption: "SHA-256" },
] as const;

function takeHashes({ left, observables }: Draft, path: string): FormDocument[] {
  const hashes: FormDocument[] = [];
  for (const { term, id, caption } of algorithms) {
    const value = left[term];
    if (value === undefined) continue;
    observables.push({
      name: `${path}.hashes[${hashes.length}].value`,
      type_id: observableTypes.hash,
      value,
    });
    hashes.push({ algorithm_id: id, algorithm: caption, value });
    left[term] = undefined;
  }
  return hashes;
}

/** Takes the names of the attachments into `file` objects, the first of which stands at `path[start]`. */
export function takeAttachments(
  { left, observables }: Draft,
  { path, start }: { readonly path: string; readonly start: number },
): FormDocument[] {
  if (left.attachmentNames === undefined) return [];
  const files = left.attachmentNames.map((name, index) => {
    observables.push({
      name: `${path}[${start + index}].name`,
      type_id: observableTypes.fileName,
      value: name,
    });
    return describeFile(name);
  });
  left.attachmentNames = undefined;
  return files;
}

const highestPort = 65_535;

/** Takes the URL into a `url` object standing at `path`. */
export function takeUrl({ left, observables }: Draft, path: string): FormDocument | null {
  if (left.url === undefined) return null;
  const url: FormDocument = { url_string: left.url };
  observables.push({ name: `${path}.url_string`, type_id: observableTypes.url, value: left.url });
  const parts = readUrlParts(left.url);
  left.url = undefined;
  if (parts !== null) {
    const { scheme, host, port, path: place, query } = parts;
    if (scheme !== undefined) url["scheme"] = scheme;
    if (host !== undefined) {
      url["hostname"] = host;
      observables.push({ name: `${path}.hostname`, type_id: observableTypes.host, value: host });
    }
    if (port !== undefined && port <= highestPort) url["port"] = port;
    if (place !== undefined) url["path"] = place;
    if (query !== undefined) url["query_string"] = query;
  }
  if (left.urlCategory !== undefined) {
    url["categories"] = [left.urlCategory];
    const id = urlCategoryIds.get(left.urlCategory.toLowerCase());
    if (id !== undefined) url["category_ids"] = [id];
    left.urlCategory = undefined;
  }
  return url;
}
