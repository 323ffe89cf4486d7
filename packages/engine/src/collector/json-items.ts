import { createHeldBytes } from "./held-bytes.js";
import type { Line } from "./lines.js";
import { BrokenFile } from "./unpack.js";

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A name longer than this is not the one that is looked for. */
const maxNameBytes = 256;

/**
 * The items of a JSON list that may be huge, each as its own text: of the list itself, or of the one that stands under
 * `listName` in an object. What stands beside it is passed over. Throws BrokenFile where the text ends too soon, or
 * holds no such list; the items before are good.
 */
export async function* splitItems(
  chunks: AsyncIterable<Uint8Array>,
  listName: string,
): AsyncGenerator<Line[]> {
  const scanner = createScanner(listName);
  for await (const { buffer, byteOffset, byteLength } of chunks) {
    const items = scanner.scan(Buffer.from(buffer, byteOffset, byteLength));
    if (items.length > 0) yield items;
  }
  if (scanner.state() === "after") return;
  const problem = scanner.state() === "items" ? "JSON that is cut off" : `JSON without a list of ${listName}`;
  throw new BrokenFile(problem, { head: Buffer.alloc(0), isWhole: false });
}

/** `before`: looking for the list; `items`: inside it; `after`: behind its end. */
type ScannerState = "before" | "items" | "after";

interface Scanner {
  readonly state: () => ScannerState;
  /** The items that end in this chunk. */
  readonly scan: (bytes: Buffer) => Line[];
}

function createScanner(listName: string): Scanner {
  const held = createHeldBytes();
  let state: ScannerState = "before";
  let depth = 0;
  /** Depth inside the list that was found. */
  let listDepth = 0;
  let isInText = false;
  let isEscaped = false;
  /** The text read last in the outermost object, and whether a colon made a name of it. */
  let lastText = "";
  let name: string | null = null;
  let number = 0;

  const isList = (): boolean => depth === 0 || (depth === 1 && name === listName);
  const noteText = (piece: Buffer): void => {
    if (state === "before" && depth === 1 && lastText.length < maxNameBytes)
      lastText += piece.toString("latin1");
  };

  const scan = (bytes: Buffer): Line[] => {
    const items: Line[] = [];
    let itemStart = 0;
    let textStart = 0;
    const endItem = (end: number): void => {
      held.add(bytes.subarray(itemStart, end));
      const { bytes: whole, isCut } = held.take();
      itemStart = end + 1;
      const text = whole.toString("utf8").trim();
      if (text === "") return;
      number += 1;
      items.push({ number, text, isCut });
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) {
          isInText = false;
          noteText(bytes.subarray(textStart, at));
        }
        continue;
      }
      switch (byte) {
        case quote:
          isInText = true;
          textStart = at + 1;
          lastText = "";
          break;
        case colon:
          if (depth === 1) name = lastText;
          break;
        case openBracket:
          if (state === "before" && isList()) {
            state = "items";
            listDepth = depth + 1;
            itemStart = at + 1;
          }
          depth += 1;
          break;
        case openBrace:
          depth += 1;
          break;
        case closeBracket:
        case closeBrace:
          if (state === "items" && depth === listDepth) {
            endItem(at);
            state = "after";
          }
          depth -= 1;
          break;
        case comma:
          if (state === "items" && depth === listDepth) endItem(at);
          if (depth === 1) name = null;
          break;
        default:
          break;
      }
    }
    if (isInText) noteText(bytes.subarray(textStart));
    if (state === "items") held.add(bytes.subarray(itemStart));
    return items;
  };
  return { state: () => state, scan };
}
