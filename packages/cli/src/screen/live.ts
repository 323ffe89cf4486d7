import type { Screen } from "./screen.js";
import { plainText, type Text } from "./text.js";
import { truncate } from "./width.js";

const clearLine = "\u001b[2K";
const upOneLine = "\u001b[1A";
const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";

/** Some lines at the bottom of a terminal that are drawn again and again. */
export interface LiveRegion {
  draw(lines: readonly Text[]): void;
  /** Draws a last time and leaves the lines where they are. */
  end(lines: readonly Text[]): void;
}

export function createLiveRegion(screen: Screen): LiveRegion {
  let height = 0;
  const draw = (lines: readonly Text[]) => {
    const erase = `\r${clearLine}${`${upOneLine}${clearLine}`.repeat(height)}`;
    const body = lines.map((line) => `${fit(screen, line)}\n`).join("");
    screen.write(`${height === 0 ? hideCursor : ""}${erase}${body}`);
    height = lines.length;
  };
  return {
    draw,
    end(lines) {
      draw(lines);
      screen.write(showCursor);
      height = 0;
    },
  };
}

/** A line longer than the terminal would wrap, and the count of lines be wrong: it loses its colours and its end. */
function fit(screen: Screen, line: Text): string {
  const plain = plainText(line);
  const short = truncate(plain, screen.columns - 1);
  return short === plain ? screen.paint(line) : short;
}
