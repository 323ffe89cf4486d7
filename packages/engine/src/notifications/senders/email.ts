import { listAuthorities } from "@postern/mimecast";
import { createTransport } from "nodemailer";
import type { ChannelTarget } from "../channel.js";
import type { NoticeMessage } from "../notice.js";
import { linesOf } from "./chat.js";
import { describeMailTrouble } from "./mail-trouble.js";

const timeoutMs = 10_000;

export async function sendEmail(
  target: Extract<ChannelTarget, { kind: "email" }>,
  { password, message }: { readonly password: string; readonly message: NoticeMessage },
): Promise<void> {
  const { host, port, tls, username, ca, from, to } = target;
  const transport = createTransport({
    host,
    port,
    secure: tls === "always",
    requireTLS: tls === "upgraded",
    ignoreTLS: tls === "never",
    // Beside those the system trusts, not in their place.
    ...(ca === null ? {} : { tls: { ca: listAuthorities([ca]) } }),
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
  } catch (error) {
    const server = `${host}:${port}`;
    throw new Error(describeMailTrouble(error, { server, username, password }), { cause: error });
  } finally {
    transport.close();
  }
}
