import { answerMailFile, findMailBehind, findMailFile, type ShelfName } from "../../archive/mail-files.js";
import { noteView } from "../../logs/archive-trail.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";

/**
 * Files of mail, by the id of an attachment or of a message: API 1.0 answers the file, API 2.0 a link to it that needs
 * no token. That the tracked mail of the gateway takes the same ids and answers alike is guessed.
 */
export const fileHandlers = {
  "archive.get-file": serveFile("archive.get-file"),
  "gateway.message.get-file": serveFile("gateway.message.get-file"),
} as const;

function serveFile(name: ShelfName): Handler {
  return (call, emulation) => {
    const items = readItems(call.body);
    const item = items[0] ?? {};
    const refuse = (error: ReturnType<typeof itemErrors.invalidToken>) =>
      wireErrors.itemsFailed([{ key: item, errors: [error] }]);
    if (items[0] === null) return refuse(itemErrors.nullItem());
    if (items.length > 1) return refuse(itemErrors.tooMany("data", 1));
    const id = readText(item, "id");
    if (id === null) return refuse(itemErrors.missing("id"));
    const isMessageId = emulation.mint.open("attachment", id) === null;
    if (isMessageId && emulation.guesses.fileOfMessageId === "refused")
      return refuse(itemErrors.invalidToken());
    const file = findMailFile(id, { shelf: emulation, name });
    const message = findMailBehind(id, { shelf: emulation, name });
    if (file === null || message === null) return refuse(itemErrors.invalidToken());
    if (name === "archive.get-file") noteView(message, { call, emulation });
    if (call.generation === "1.0") return answerMailFile(file);
    const { url } = emulation.store.presignMail({ shelf: name, id }, emulation.clock.now());
    return answerEnvelope([{ urls: [url] }]);
  };
}
