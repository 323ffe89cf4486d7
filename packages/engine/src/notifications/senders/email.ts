import { createTransport } from "nodemailer";
import type { ChannelTarget } from "../channel.js";
import type { NoticeMessage } from "../notice.js";
import { linesOf } from "./chat.js";

const timeoutMs = 10_000;

export async function sendEmail(
  target: Extract<ChannelTarget, { kind: "email" }>,
  { password, message }: { readonly password: string; readonly message: NoticeMessage },
): Promise<void> {
  const { host, port, tls, username, from, to } = target;
  const transport = createTransport({
    host,
    port,
    secure: tls === "always",
    requireTLS: tls === "upgraded",
    ignoreTLS: tls === "never",
    ...(username === null ? {} : { auth: { user: username, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const [subject = "", ...rest] = linesOf(message);
    const since = `Since ${message.since}, told at ${message.at}.`;
    await transport.sendMail({ from, to: [...to], subject, text: [subject, ...rest, since].join("\n\n") });
  } finally {
    transport.close();
  }
}
