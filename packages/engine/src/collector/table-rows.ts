import { maxRecordBytes } from "./held-bytes.js";
import type { Line } from "./lines.js";
import { BrokenFile } from "./unpack.js";

const separators = [",", ";", "\t", "|"] as const;

/**
 * The rows of a table as text (RFC 4180), each as a JSON object under the names in the first one. Which character
 * separates the cells shows there too: the one that stands in it most often. Throws BrokenFile where none does.
 */
export async function* splitRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let number = 0;
  let header: { readonly names: readonly string[]; readonly separator: string } | null = null;
  for await (const { line, isCut } of splitLogicalLines(chunks)) {
    number += 1;
    if (line.trim() === "") continue;
    if (header === null) {
      const separator = findSeparator(line);
      header = { names: readCells(line, separator), separator };
      if (header.names.length < 2) throw notATable();
      continue;
    }
    const { names, separator } = header;
    const text = isCut ? line : JSON.stringify(nameCells(readCells(line, separator), names));
    yield [{ number, text, isCut }];
  }
}

function notATable(): BrokenFile {
  return new BrokenFile("neither STIX nor a table", { head: Buffer.alloc(0), isWhole: false });
}

/** A line goes on behind its end where that stands between quotes. */
async function* splitLogicalLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ line: string; isCut: boolean }> {
  const decoder = new TextDecoder();
  let held = "";
  let length = 0;
  let isQuoted = false;
  const take = (): { line: string; isCut: boolean } => {
    const taken = { line: held.replace(/\r$/, ""), isCut: length > maxRecordBytes };
    held = "";
    length = 0;
    return taken;
  };
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at];
      if (character === '"') isQuoted = !isQuoted;
      if (character !== "\n" || isQuoted) continue;
      held += text.slice(start, at);
      length += at - start;
      start = at + 1;
      yield take();
    }
    length += text.length - start;
    if (held.length <= maxRecordBytes) held += text.slice(start);
  }
  if (held !== "") yield take();
}

function findSeparator(line: string): string {
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? separators[0];
}

function readCells(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (character === '"') {
      // Two quotes inside a quoted cell are one of its text.
      if (isQuoted && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  return [...cells, cell];
}

/** Cells without a name are kept under their number. */
function nameCells(cells: readonly string[], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    cells.map((cell, index) => [names[index]?.trim() || `column ${index + 1}`, cell]),
  );
}
