/** A stretch of a sentence: plain, `code`, or a **label** of the console. */
export interface Stretch {
  readonly kind: "plain" | "code" | "label";
  readonly text: string;
}

const marked = /`([^`]+)`|\*\*(.+?)\*\*/gu;

/** Takes a sentence apart at the two marks a guide knows. A mark without its partner is text. */
export function parseInline(sentence: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const match of sentence.matchAll(marked)) {
    const [whole, code, label] = match;
    if (match.index > end) stretches.push({ kind: "plain", text: sentence.slice(end, match.index) });
    stretches.push(code === undefined ? { kind: "label", text: label ?? "" } : { kind: "code", text: code });
    end = match.index + whole.length;
  }
  if (end < sentence.length) stretches.push({ kind: "plain", text: sentence.slice(end) });
  return stretches;
}

/** The sentence without its marks. */
export function toPlain(sentence: string): string {
  return parseInline(sentence)
    .map(({ text }) => text)
    .join("");
}
