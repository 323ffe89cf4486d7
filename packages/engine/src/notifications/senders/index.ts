import type { Channel } from "../channel.js";
import type { NoticeMessage } from "../notice.js";
import { sendSlack, sendTeams } from "./chat.js";
import { runCommand } from "./command.js";
import { sendEmail } from "./email.js";
import { postJson } from "./post.js";
import { signBody } from "./signature.js";

/** Sends a message once. Throws where it was not taken, without any secret in the words. */
export async function sendMessage(
  { target }: Channel,
  request: { readonly secret: string; readonly message: NoticeMessage; readonly now: number },
): Promise<void> {
  const { secret, message, now } = request;
  switch (target.kind) {
    case "webhook": {
      const body = JSON.stringify(message);
      const timestamp = String(Math.floor(now / 1000));
      const signature = `v1=${signBody(secret, { timestamp, body })}`;
      const headers = { "x-postern-timestamp": timestamp, "x-postern-signature": signature };
      return await postJson(target.url, { body, headers });
    }
    case "slack":
      return await sendSlack(secret, message);
    case "teams":
      return await sendTeams(secret, message);
    case "email":
      return await sendEmail(target, { password: secret, message });
    case "command":
      return await runCommand(target.words, message);
  }
}
