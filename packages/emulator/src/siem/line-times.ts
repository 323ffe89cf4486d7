import { minuteMs } from "../clock/spans.js";
import { accountOffset } from "../traffic/calendar.js";
import { isDangerous } from "../traffic/ingredients.js";
import type { Message } from "../traffic/message.js";

/** What the lines of one file have in common. */
export interface LineContext {
  readonly accountCode: string;
  /** A file holds nothing later than its own publication. */
  readonly publishedAt: number;
}

/** No line about a message is later than this after it: two attempts at delivery behind a sandbox. */
export const longestDelayMs = 2 * minuteMs;

/** A moment `delay` after the receipt, squeezed in before the publication where it would fall behind it. */
export function momentAfter(
  message: Message,
  options: { readonly delay: number; readonly publishedAt: number },
): number {
  const { delay, publishedAt } = options;
  const moment = message.time + delay;
  if (moment < publishedAt) return moment;
  return message.time + Math.floor(((publishedAt - 1 - message.time) * (delay % 97)) / 97);
}

export function processDelay(message: Message): number {
  return 400 + (message.variant & 0x7ff);
}

export function deliveryDelay(message: Message): number {
  const sandboxing = message.fate === "sandboxed" ? 45_000 : 0;
  return processDelay(message) + 900 + ((message.variant >>> 11) & 0x1fff) + sandboxing;
}

/** The name of the policy a mail is delivered by. */
export function deliveryRoute(message: Message): string {
  return message.direction === "Outbound" ? "Outbound Routing" : "Inbound Routing Policy Definition";
}

const newer = { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" } as const;
const older = { version: "TLSv1.2", cipher: "ECDHE-RSA-AES256-GCM-SHA384" } as const;

/** What a server on the other side agrees to: the same each time. Its address may be of either kind. */
export function encryptionWith(ip: string): { readonly version: string; readonly cipher: string } {
  return ip.charCodeAt(ip.length - 1) % 4 === 0 ? older : newer;
}

let lastSecond = -1;
let lastText = "";

/** The account's local time with its offset, as API 1.0 writes it. */
export function formatLocal(time: number): string {
  const second = Math.floor(time / 1000);
  // Neighbouring lines mostly share their second.
  if (second === lastSecond) return lastText;
  lastSecond = second;
  lastText = new Date(second * 1000 + accountOffset.ms).toISOString().slice(0, 19) + accountOffset.text;
  return lastText;
}

/** Which lines a message leaves behind. */
export const leaves = {
  process: (message: Message) => message.fate !== "rejected",
  delivery: (message: Message) => message.fate !== "rejected" && message.fate !== "held",
  journal: (message: Message) => message.journaled && message.fate === "delivered",
  av: (message: Message) => message.virus !== null,
  spam: (message: Message) => message.kind === "spam" && message.fate === "held",
  internalEmailProtect: (message: Message) => message.kind === "internal-threat",
  impersonationProtect: (message: Message) => message.kind === "impersonation" && message.fate === "held",
  /** The vendor tells of files that were found to be dangerous, not of all that were looked at. */
  attachmentProtect: ({ fate, attachment }: Message) =>
    fate === "sandboxed" && attachment !== null && isDangerous(attachment),
  /** Cloud Integrated looks into mailboxes: what the gateway refused unseen never got there. */
  integrated: (message: Message) => message.fate !== "rejected" || message.virus !== null,
} as const;

/** Between two attempts to deliver. */
export const retryMs = 61_000;

/** One in a hundred deliveries succeeds only at the second attempt and leaves a line for each. */
export function countAttempts(message: Pick<Message, "fate" | "variant">): number {
  return message.fate === "delivered" && message.variant % 100 === 7 ? 2 : 1;
}
