import { transferMs } from "../tracking/tracked-log.js";
import { bytesOf } from "../traffic/file-bytes.js";
import { type Attachment, type Message, serverNameOf } from "../traffic/message.js";
import { encodeWords, formatMailbox, formatMailDate, wrapBase64, writeTextPart } from "./mail-syntax.js";

const htmlSpecial: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (special) => htmlSpecial[special] ?? "");
}

/** The headers of a mail, in their order. */
export function headersOf(message: Message): readonly (readonly [string, string])[] {
  const { senderIp, headerFrom, recipient, subject, time, messageId } = message;
  const from = serverNameOf(message);
  return [
    ["Received", `from ${from} (${from} [${senderIp}]) by mx.vendor.example; ${formatMailDate(time)}`],
    ["From", formatMailbox(headerFrom)],
    ["To", formatMailbox(recipient)],
    ["Subject", subject],
    ["Date", formatMailDate(time - transferMs)],
    ["Message-ID", messageId],
  ];
}

/** What a mail says, with its link as `showLink` has it: as it came, or rewritten. */
export function writePlain({ url }: Message, showLink: (url: string) => string): string {
  return ["Hello,", "", ...(url === null ? [] : [showLink(url), ""]), "Kind regards", ""].join("\r\n");
}

export function writeHtml({ url }: Message, showLink: (url: string) => string): string {
  const link = url === null ? "" : `<p><a href="${escapeHtml(showLink(url))}">Read more</a></p>`;
  return `<html><body><p>Hello,</p>${link}<p>Kind regards</p></body></html>`;
}

/** The whole mail as RFC 5322 has it: its text in both forms, and its attachment. */
export function writeMail(message: Message, showLink: (url: string) => string): string {
  const { attachment, variant } = message;
  const headers = headersOf(message).map(([name, value]) => `${name}: ${encodeWords(value)}`);
  const texts = [
    writeTextPart("text/plain", writePlain(message, showLink)),
    writeTextPart("text/html", `${writeHtml(message, showLink)}\r\n`),
  ];
  const boundary = `=_${variant.toString(16)}`;
  const body = writeMultipart("alternative", { boundary: `${boundary}_text`, parts: texts });
  const content =
    attachment === null
      ? body
      : writeMultipart("mixed", { boundary: `${boundary}_mail`, parts: [body, writeAttachment(attachment)] });
  return `${headers.join("\r\n")}\r\nMIME-Version: 1.0\r\n${content}`;
}

function writeMultipart(
  kind: "alternative" | "mixed",
  { boundary, parts }: { readonly boundary: string; readonly parts: readonly string[] },
): string {
  const head = `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`;
  return `${head}${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`;
}

function writeAttachment(file: Attachment): string {
  const name = encodeWords(file.fileName).replace(/["\\]/g, "\\$&");
  return [
    `Content-Type: ${file.mime}; name="${name}"`,
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment; filename="${name}"`,
    "",
    wrapBase64(bytesOf(file)),
  ].join("\r\n");
}
