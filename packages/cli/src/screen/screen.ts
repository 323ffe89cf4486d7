import type { Writable } from "node:stream";
import { escapeJson } from "./clean.js";
import { createPaint, type Paint, type Text } from "./text.js";

/** A stream that people or programs read. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** One of the two outputs. What is printed by `line` is clean of control characters. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly paint: Paint;
  line(...pieces: readonly Text[]): void;
  /** One value as one line. Resolves when more can be taken: a slow reader costs no memory. */
  json(value: unknown): Promise<void>;
  /** JSON texts, each as one line, in one go. Resolves as `json` does. */
  jsonTexts(texts: readonly string[]): Promise<void>;
  /** Bytes as they are: for what Postern itself draws, and for text of its own. */
  write(text: string): void;
}

const columnsOfAFile = 200;

export function createScreen(
  stream: OutputStream,
  environment: Readonly<Record<string, string | undefined>>,
): Screen {
  const isTerminal = stream.isTTY === true;
  const wantsNoColours = (environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb";
  const paint = createPaint(isTerminal && !wantsNoColours);
  const writeTexts = async (texts: readonly string[]): Promise<void> => {
    if (texts.length === 0 || stream.write(`${escapeJson(texts.join("\n"))}\n`)) return;
    await new Promise<void>((resolve) => {
      stream.once("drain", resolve);
    });
  };
  return {
    isTerminal,
    get columns() {
      return isTerminal ? Math.max(40, stream.columns ?? 80) : columnsOfAFile;
    },
    paint,
    line(...pieces) {
      stream.write(`${paint(pieces).trimEnd()}\n`);
    },
    json: (value) => writeTexts([JSON.stringify(value)]),
    jsonTexts: writeTexts,
    write(text) {
      stream.write(text);
    },
  };
}
