import type { LogRow } from "../logs/log-row.js";
import { addressOf, type Click } from "../traffic/click.js";

const quote = JSON.stringify;

/** `2025-03-01T09:33:29+0000` */
export function formatUtc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}

const dangerousFile =
  ',"tagMap":{"DangerousFileExt":{"Status":["CustomerSpecific","VerdictBlock"],"Inspect:FileExts":["[exe]"],"ContentCheck:DangerousExtsUrlFileDownload":["exe"]}}';

/** Writes the row, with the gaps and spellings the vendor's rows have. */
export function writeClickRow(click: Click): LogRow {
  const { message } = click;
  const { variant } = message;
  const route = message.direction.toLowerCase();
  const sender = message.sender === "" || variant % 97 === 5 ? "null" : quote(message.sender);
  const definition =
    message.direction === "Internal"
      ? "Default Internal URL Protect Definition"
      : "Default Inbound URL Protect Definition";
  const subject = ((variant >>> 20) & 127) === 0 ? "" : `,"subject":${quote(message.subject)}`;
  const parts = ((variant >>> 8) & 15) === 0 ? '["Attachment"]' : '["Body"]';
  const tags = click.category === "Dangerous file extension" ? dangerousFile : "";
  const awareness = variant % 50 === 3 && click.awareness === "N/A" ? "NA" : click.awareness;
  const raw = `{"userEmailAddress":${quote(click.user)},"fromUserEmailAddress":${sender},"url":${quote(click.url)},"ttpDefinition":${quote(definition)}${subject},"action":"${click.action}","adminOverride":"${click.adminOverride}","userOverride":"${click.userOverride}","scanResult":"${click.scanResult}","category":${quote(click.category)},"sendingIp":"${addressOf(click)}","userAwarenessAction":"${awareness}","date":"${formatUtc(click.time)}","actions":"${click.actions}","route":"${route}","creationMethod":"${click.method}","emailPartsDescription":${parts},"messageId":${quote(message.messageId)}${tags}}`;
  const { time, order, scanResult, twin, visibleFrom } = click;
  return { time, order, raw, fields: { route, scanResult }, isTwin: twin, visibleFrom };
}
