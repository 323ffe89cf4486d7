import { PosternError } from "../errors/index.js";

/** What is to be contained. */
export type ContainmentTarget =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "sender"; readonly sender: string }
  /** Without the angle brackets, as events have it. */
  | { readonly kind: "message"; readonly messageId: string };

export const targetKinds = ["url", "sender", "message"] as const;

export type TargetKind = (typeof targetKinds)[number];

/**
 * Reads what somebody typed. A message id in angle brackets is known by them; one without looks like an address, so it is
 * one only where an event has it, or where it is said to be. Throws `bad-usage`.
 */
export async function readTarget(
  text: string,
  known: { readonly kind: TargetKind | null; readonly isMessage: (messageId: string) => Promise<boolean> },
): Promise<ContainmentTarget> {
  const trimmed = text.trim();
  const bare = trimmed.replace(/^<|>$/g, "");
  const kind = known.kind ?? (await guessKind(trimmed, () => known.isMessage(bare)));
  switch (kind) {
    case "url": {
      const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) throw unfit(text, "a whole URL");
      return { kind, url: url.href };
    }
    case "sender":
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(bare)) throw unfit(text, "an address");
      return { kind, sender: bare.toLowerCase() };
    case "message":
      if (bare === "" || /\s/.test(bare)) throw unfit(text, "a message id");
      return { kind, messageId: bare };
    case null:
      throw unfit(text, "a URL (https://…), a sender's address, or a message id (<…>)");
  }
}

async function guessKind(text: string, isMessage: () => Promise<boolean>): Promise<TargetKind | null> {
  if (/^https?:\/\//i.test(text)) return "url";
  if (text.startsWith("<") && text.endsWith(">")) return "message";
  if (await isMessage()) return "message";
  return text.includes("@") ? "sender" : null;
}

function unfit(text: string, what: string): PosternError {
  return new PosternError("bad-usage", `"${text.slice(0, 200)}" is not ${what}.`);
}
