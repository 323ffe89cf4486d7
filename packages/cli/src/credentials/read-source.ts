import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { PosternError } from "@postern/engine/errors";

const maxBytes = 1024 * 1024;

/** The text of `--from`: a file, or standard input for `-`. */
export async function readSource(from: string, input: Readable): Promise<string> {
  if (from === "-") return readInput(input);
  try {
    return await readFile(from, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new PosternError("bad-usage", `--from ${from}: the file can't be read (${why}).`, { cause: error });
  }
}

/** Ends at the first whole JSON value: `postern emulator --json` goes on running behind its line. */
async function readInput(input: Readable): Promise<string> {
  let text = "";
  input.setEncoding("utf8");
  for await (const piece of input) {
    text += String(piece);
    if (text.length > maxBytes) throw new PosternError("bad-usage", "--from -: more than 1 MiB came.");
    if (text.includes("\n") && isJson(text)) break;
  }
  return text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
