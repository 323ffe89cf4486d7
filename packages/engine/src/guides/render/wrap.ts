/** Breaks text at spaces; a word longer than the line stands alone, whole. */
export function wrap(
  text: string,
  { width, first, rest }: { width: number; first: string; rest: string },
): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    const gap = isEmpty ? "" : " ";
    if (!isEmpty && countColumns(line) + countColumns(gap + word) > width) {
      lines.push(line);
      line = rest + word;
    } else {
      line += gap + word;
    }
    isEmpty = false;
  }
  lines.push(line);
  return lines.join("\n");
}

// Characters of East Asian scripts and emoji take two columns, combining marks none.
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;

function countColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += /\p{Mark}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}
