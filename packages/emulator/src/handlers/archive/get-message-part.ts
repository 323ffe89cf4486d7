import { findArchived } from "../../archive/archived.js";
import { writeHtml, writeMail, writePlain } from "../../archive/mail-text.js";
import { noteView } from "../../logs/archive-trail.js";
import { readText } from "../../wire/decode.js";
import { readItems } from "../../wire/envelope.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { checkChoice } from "../searches.js";

const contexts = ["DELIVERED", "RECEIVED"] as const;

/** The parts there are, each with the kind of its content. */
const parts = {
  HTML: ["text/html; charset=utf-8", writeHtml],
  PLAIN: ["text/plain; charset=utf-8", writePlain],
  RFC822: ["message/rfc822", writeMail],
  TRANSMISSION_MESSAGE_BODY: ["message/rfc822", writeMail],
} as const;
const types = ["HTML", "PLAIN", "RFC822", "TRANSMISSION_MESSAGE_BODY"] as const;

/** Answers the part itself: as received with the sender's link, as delivered with the rewritten one. */
export const getMessagePart: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const id = readText(item, "id");
  if (id === null) return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.missing("id")] }]);
  checkChoice(item, "context", contexts);
  checkChoice(item, "type", types);
  const message = findArchived(id, emulation);
  if (message === null) return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.invalidToken()] }]);
  noteView(message, { call, emulation });
  const isReceived = readText(item, "context") === "RECEIVED";
  const [contentType, write] = parts[types.find((type) => type === item["type"]) ?? "HTML"];
  const body = write(message, (url) => (isReceived ? url : emulation.links.rewrite(url)));
  return { status: 200, headers: { "content-type": contentType }, body, refused: null };
};
