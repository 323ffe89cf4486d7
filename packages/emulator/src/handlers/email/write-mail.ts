import type { Emulation } from "../../tenant/emulation.js";
import { describeMessage } from "../../traffic/compose.js";
import { domainOf, type Message } from "../../traffic/message.js";
import { mix, Random } from "../../traffic/random.js";

export interface WrittenMail {
  readonly sender: string;
  readonly headerFrom: string;
  readonly recipient: string;
  readonly subject: string;
  readonly senderIp: string;
  readonly attachment: Message["attachment"];
  /** Characters of the bodies. */
  readonly size: number;
  /** Null: a new one. */
  readonly messageId: string | null;
}

/** A mail that somebody of the company sends now: internal or outbound, and nothing is in its way. */
export function writeMail(
  mail: WrittenMail,
  {
    clock,
    live,
    traffic,
    isInternalAddress,
  }: Pick<Emulation, "clock" | "live" | "traffic" | "isInternalAddress">,
): Message {
  const { company } = traffic;
  const time = clock.now();
  const serial = live.messagesBetween(time, time + 1).length;
  const random = new Random(mix(time | 0, serial, 0x5e4d));
  const isInternal = isInternalAddress(mail.recipient);
  const plain = describeMessage(company, {
    kind: isInternal ? "internal" : "outbound",
    time,
    random,
    seed: 0,
  });
  const { sender, headerFrom, recipient, subject, senderIp, attachment } = mail;
  const partner = company.partners.find(({ domain }) => domain === domainOf(recipient));
  return {
    ...plain,
    fate: "delivered",
    rejection: null,
    url: null,
    sender,
    headerFrom,
    recipient,
    subject,
    senderIp,
    attachment,
    destinationIp: isInternal ? plain.destinationIp : (partner?.ip ?? plain.destinationIp),
    size: mail.size + (attachment?.size ?? 0) + headerBytes,
    messageId: mail.messageId ?? plain.messageId,
  };
}

/** What headers take, about. */
const headerBytes = 2000;
