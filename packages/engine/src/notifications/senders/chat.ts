import type { NoticeMessage } from "../notice.js";
import { postJson } from "./post.js";

/** For Slack's incoming webhooks, and what takes their form (Mattermost, Rocket.Chat). */
export async function sendSlack(url: string, message: NoticeMessage): Promise<void> {
  await postJson(url, { body: JSON.stringify({ text: linesOf(message).map(escapeSlack).join("\n") }) });
}

/** For the webhooks of Teams' workflows: a card with plain text. */
export async function sendTeams(url: string, message: NoticeMessage): Promise<void> {
  const [title = "", ...rest] = linesOf(message);
  const block = (text: string, more: object = {}) => ({
    type: "TextBlock",
    text: escapeMarkdown(text),
    wrap: true,
    ...more,
  });
  const content = {
    type: "AdaptiveCard",
    version: "1.4",
    body: [block(title, { weight: "Bolder" }), ...rest.map((line) => block(line))],
  };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content }];
  await postJson(url, { body: JSON.stringify({ type: "message", attachments }) });
}

/** Names and reasons come from outside: nothing in them may become a link or a mention. */
export function linesOf({ state, summary, mend }: NoticeMessage): string[] {
  const lines = [`${state === "raised" ? "Postern" : "Postern, recovered"}: ${summary}`];
  if (mend !== null) lines.push(`What to do: ${mend}`);
  return lines.map((line) => line.replaceAll(/[\r\n]+/g, " ").replaceAll("://", "[:]//"));
}

function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\*_[\]()#`<>]/g, (character) => `\\${character}`);
}
