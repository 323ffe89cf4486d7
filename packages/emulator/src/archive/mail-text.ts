import { transferMs } from "../tracking/tracked-log.js";
import { domainOf, type Message } from "../traffic/message.js";

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
  const { sender, senderIp, headerFrom, recipient, subject, time, messageId } = message;
  return [
    ["Received", `from mail.${domainOf(sender) || "unknown.example"} (${senderIp})`],
    ["From", headerFrom],
    ["To", recipient],
    ["Subject", subject],
    ["Date", new Date(time - transferMs).toUTCString()],
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

/** The whole mail; an attachment is named and not there. */
export function writeMail(message: Message, showLink: (url: string) => string): string {
  const headers = headersOf(message).map(([name, value]) => `${name}: ${value}`);
  const mime = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"];
  return `${[...headers, ...mime].join("\r\n")}\r\n\r\n${writePlain(message, showLink)}`;
}
