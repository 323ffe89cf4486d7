import type { Emulation } from "../tenant/emulation.js";
import { stateOf } from "../tracking/tracked-state.js";
import { bytesOf } from "../traffic/file-bytes.js";
import type { Message } from "../traffic/message.js";
import type { Answer } from "../wire/answer.js";
import { isArchived } from "./archived.js";
import { writeMail } from "./mail-text.js";

/** A file that is handed out: a whole mail, or what is attached to one. */
export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

type Shelf = Pick<Emulation, "messages" | "heldMail" | "clock" | "mint">;

/** Whose files may be read: what the archive has, or all mail whose content was kept. */
const shelves = {
  "archive.get-file": isArchived,
  // What was refused at the gateway was never taken in.
  "gateway.message.get-file": (message: Message, { heldMail, clock }: Shelf) =>
    stateOf(message, { heldMail, now: clock.now() }).status !== "rejected",
} as const;
export type ShelfName = keyof typeof shelves;

export function isShelfName(text: string | undefined): text is ShelfName {
  return text !== undefined && Object.hasOwn(shelves, text);
}

export function idOfAttachment({ time, variant }: Message, { mint }: Pick<Shelf, "mint">): string {
  return mint.seal("attachment", [time, variant]);
}

/** The file of an id: an attachment's own, or the mail of a message's as it was received. Null for any other id. */
export function findMailFile(
  id: string,
  from: { readonly shelf: Shelf; readonly name: ShelfName },
): MailFile | null {
  const message = findMailBehind(id, from);
  if (message === null) return null;
  if (from.shelf.mint.open("attachment", id) === null) return writeMessageFile(message);
  const { attachment: file } = message;
  return file === null ? null : { name: file.fileName, contentType: file.mime, bytes: bytesOf(file) };
}

/** The mail that a file's id is about; null where there is none, or none that may be read. */
export function findMailBehind(
  id: string,
  { shelf, name }: { readonly shelf: Shelf; readonly name: ShelfName },
): Message | null {
  const { messages, mint, clock } = shelf;
  const [time, variant] = mint.open("attachment", id) ?? [];
  const isAttachment = typeof time === "number" && typeof variant === "number";
  const message = isAttachment
    ? messages.findAt({ time, variant }, clock.now())
    : messages.find(id, clock.now());
  return message === null || !shelves[name](message, shelf) ? null : message;
}

/** The file itself as an answer, under its name. */
export function answerMailFile({ name, contentType, bytes }: MailFile): Answer {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  const headers = { "content-type": contentType, "content-disposition": disposition };
  return { status: 200, headers, body: bytes, refused: null };
}

function writeMessageFile(message: Message): MailFile {
  const bytes = Buffer.from(writeMail(message, (url) => url));
  return { name: `${message.trackingCode}.eml`, contentType: "message/rfc822", bytes };
}
