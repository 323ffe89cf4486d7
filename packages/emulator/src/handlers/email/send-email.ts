import { noteSetting } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { nameFile } from "../../traffic/ingredients.js";
import type { Attachment, Message } from "../../traffic/message.js";
import { isAddress } from "../../wire/addresses.js";
import { isObject, type JsonObject, readObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { writeMail } from "./write-mail.js";

const most = 500;
const lists = ["to", "cc", "bcc"] as const;

/**
 * Sends mail as somebody of the company; each recipient gets a message of the tenant's own traffic, all with one message
 * id, which is what is answered: guessed. Of several attachments the traffic keeps the first.
 */
export const sendEmails = handleEach(
  ({ item, call, emulation }) => {
    const draft = readMail(item, emulation);
    if ("errors" in draft) return draft;
    const { recipients, ...rest } = draft;
    const { address } = call.visitor;
    const messages: Message[] = [];
    for (const recipient of recipients) {
      const mail = { ...rest, recipient, senderIp: address, messageId: messages[0]?.messageId ?? null };
      const message = writeMail(mail, emulation);
      emulation.live.addMessage(message);
      messages.push(message);
    }
    noteSetting("Email Sent", `${draft.headerFrom}, Recipients: ${recipients.length}`, { call, emulation });
    return { row: { messageId: messages[0]?.messageId } };
  },
  { most },
);

interface Draft {
  /** The user's own address. */
  readonly sender: string;
  /** As it was given: perhaps an alias. */
  readonly headerFrom: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly attachment: Attachment | null;
  /** Characters of the bodies. */
  readonly size: number;
}

function readMail(item: JsonObject, emulation: Emulation): Draft | { readonly errors: readonly ItemError[] } {
  const errors: ItemError[] = [];
  const from = readText(readObject(item, "from"), "emailAddress")?.toLowerCase() ?? null;
  if (from === null) errors.push(itemErrors.missing("from.emailAddress"));
  else if (!isAddress(from)) errors.push(itemErrors.invalidAddress("from.emailAddress"));
  else if (!emulation.isInternalAddress(from) && emulation.guesses.senderFromOutside === "refused")
    errors.push(itemErrors.forbiddenForAddress());
  const recipients = lists.flatMap((field) => readRecipients(item, { field, errors }));
  if (recipients.length === 0 && errors.length === 0) errors.push(itemErrors.missing("to"));
  const subject = item["subject"] ?? "";
  if (typeof subject !== "string") errors.push(itemErrors.missing("subject"));
  const bodies = [
    readBody(item, { field: "htmlBody", errors }),
    readBody(item, { field: "plainBody", errors }),
  ];
  const attachments = readAttachments(item, { emulation, errors });
  if (errors.length > 0 || from === null || typeof subject !== "string") return { errors };
  const { aliases } = emulation.administration.directory;
  return {
    sender: aliases.resolve(from),
    headerFrom: from,
    recipients: [...new Set(recipients.map((address) => aliases.resolve(address)))],
    subject,
    attachment: attachments[0] ?? null,
    size: bodies.join("").length,
  };
}

function readRecipients(
  item: JsonObject,
  { field, errors }: { readonly field: string; readonly errors: ItemError[] },
): readonly string[] {
  const addresses: string[] = [];
  for (const entry of readList(item, { field, errors })) {
    const address = readText(entry, "emailAddress");
    if (address === null) errors.push(itemErrors.missing(`${field}.emailAddress`));
    else if (!isAddress(address)) errors.push(itemErrors.invalidAddress(`${field}.emailAddress`));
    else addresses.push(address.toLowerCase());
  }
  return addresses;
}

/** `{charset, content}`, or the text alone. */
function readBody(
  item: JsonObject,
  { field, errors }: { readonly field: string; readonly errors: ItemError[] },
): string {
  const given = item[field] ?? "";
  const text = isObject(given) ? given["content"] : given;
  if (typeof text === "string") return text;
  errors.push(itemErrors.missing(`${field}.content`));
  return "";
}

/** By the id an upload was answered with; `name` is guessed. */
function readAttachments(
  item: JsonObject,
  { emulation, errors }: { readonly emulation: Emulation; readonly errors: ItemError[] },
): readonly Attachment[] {
  const attachments: Attachment[] = [];
  for (const entry of readList(item, { field: "attachments", errors })) {
    const id = readText(entry, "id");
    if (id === null) {
      errors.push(itemErrors.missing("attachments.id"));
      continue;
    }
    const [serial] = emulation.mint.open("upload", id) ?? [];
    const bytes = typeof serial === "number" ? emulation.uploads.get(serial) : null;
    if (bytes === null) errors.push(itemErrors.invalidToken());
    else
      attachments.push({
        ...nameFile(readText(entry, "name") ?? "attachment.bin"),
        size: bytes.length,
        hashSeed: 0,
        bytes,
      });
  }
  return attachments;
}

function readList(
  item: JsonObject,
  { field, errors }: { readonly field: string; readonly errors: ItemError[] },
): readonly unknown[] {
  const given = item[field] ?? [];
  if (Array.isArray(given)) return given;
  errors.push(itemErrors.missing(field));
  return [];
}
