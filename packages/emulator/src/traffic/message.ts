import { sendingServerOf } from "./correspondents.js";

/** What became of a message at the gateway. */
export type Fate = "delivered" | "held" | "rejected" | "sandboxed" | "undeliverable";

export type MessageKind =
  | "conversation"
  /** One of a conversation that brings a file. */
  | "attached"
  | "newsletter"
  | "notification"
  | "spam"
  | "refused"
  | "malware"
  | "sandboxed"
  | "impersonation"
  | "internal"
  | "internal-threat"
  | "outbound"
  | "bounce"
  | "phishing";

export interface Attachment {
  readonly fileName: string;
  readonly extension: string;
  readonly mime: string;
  readonly size: number;
  /** Its bytes are made from this when somebody asks for them or their hashes. */
  readonly hashSeed: number;
  /** What is in it, where somebody has put it there by hand. */
  readonly bytes?: Buffer;
  /** The account's own list let it pass. */
  readonly isAllowed?: boolean;
}

export interface Rejection {
  readonly type: string;
  readonly code: string;
  readonly info: string;
}

/** One mail as the gateway saw it. Every feed's lines about it are written from this alone. */
export interface Message {
  readonly kind: MessageKind;
  readonly fate: Fate;
  readonly time: number;
  readonly direction: "Inbound" | "Outbound" | "Internal";
  /** The envelope's sender; `""` for the null sender of bounces. */
  readonly sender: string;
  readonly headerFrom: string;
  readonly recipient: string;
  readonly subject: string;
  readonly senderIp: string;
  readonly destinationIp: string;
  readonly url: string | null;
  readonly urlCategory: string;
  readonly attachment: Attachment | null;
  readonly virus: string | null;
  readonly rejection: Rejection | null;
  readonly holdReason: string | null;
  readonly messageId: string;
  /** `aCode` of API 1.0; `aggregateId` of API 2.0 is made from it. */
  readonly trackingCode: string;
  readonly size: number;
  readonly spamScore: number;
  readonly journaled: boolean;
  /** Random bits that choose among the vendor's spellings for this message. */
  readonly variant: number;
}

/** The domain part of an address; empty for the null sender. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** What the sending server calls itself. */
export function serverNameOf({
  sender,
  headerFrom,
  senderIp,
}: Pick<Message, "sender" | "headerFrom" | "senderIp">): string {
  return sendingServerOf(domainOf(sender === "" ? headerFrom : sender), senderIp);
}
