import { findArchived } from "../../archive/archived.js";
import { idOfAttachment } from "../../archive/mail-files.js";
import { headersOf, writePlain } from "../../archive/mail-text.js";
import { formatUtc } from "../../clicks/click-row.js";
import { nameBehind } from "../../held/held-row.js";
import { noteView } from "../../logs/archive-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { transferMs } from "../../tracking/tracked-log.js";
import { sha256Of } from "../../traffic/file-bytes.js";
import type { Message } from "../../traffic/message.js";
import type { JsonObject } from "../../wire/decode.js";
import { readText } from "../../wire/decode.js";
import { itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import { smashOf } from "./search.js";

const previewLength = 100;

/** Answers headers, addresses and attachments of archived messages. */
export const getMessageDetail = handleEach(({ item, call, emulation }) => {
  const id = readText(item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  const message = findArchived(id, emulation);
  if (message === null) return { errors: [itemErrors.invalidToken()] };
  noteView(message, { call, emulation });
  return { row: { id, ...describe(message, emulation) } };
});

function describe(message: Message, emulation: Emulation): JsonObject {
  const { headerFrom, recipient, time, sender } = message;
  const person = (emailAddress: string) => ({
    emailAddress,
    displayableName: nameBehind(emailAddress, emulation.traffic.company),
  });
  return {
    subject: message.subject,
    status: "ARCHIVED",
    smash: smashOf(message),
    mimeMessageId: message.messageId,
    hasHtmlBody: true,
    attachments: listAttachments(message, emulation),
    received: formatUtc(time),
    processed: formatUtc(time),
    headerDate: formatUtc(time - transferMs),
    from: person(headerFrom),
    to: [person(recipient)],
    cc: [],
    replyTo: person(headerFrom),
    envelopeFrom: person(sender === "" ? "<>" : sender),
    headers: headersOf(message).map(([name, value]) => ({ name, values: [value] })),
    isCcm: false,
    messageBodyPreview: writePlain(message, (url) => url).slice(0, previewLength),
    size: message.size,
  };
}

function listAttachments(message: Message, emulation: Emulation) {
  const { attachment: file } = message;
  if (file === null) return [];
  return [
    {
      id: idOfAttachment(message, emulation),
      filename: file.fileName,
      extension: file.extension,
      contentType: file.mime,
      contentId: "",
      bodyType: "attachment",
      sha256: sha256Of(file),
      size: file.size,
    },
  ];
}
