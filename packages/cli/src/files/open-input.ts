import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { PosternError } from "@postern/engine/errors";
import type { Context } from "../program/context.js";
import { dim } from "../screen/text.js";

export interface Input {
  /** The file's name without directories; null for standard input. */
  readonly name: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file, or standard input for `-` and for nothing. Reading throws `bad-usage` where it can't be read. */
export function openInput({ input, err }: Context, file: string | undefined): Input {
  if (file !== undefined && file !== "-") return { name: basename(file), bytes: readBytes(file) };
  if (input.isTTY === true) err.line(dim("Reading from the terminal; Ctrl-D ends it."));
  return { name: null, bytes: toBytes(input) };
}

async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* toBytes(createReadStream(file));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new PosternError("bad-usage", `${file}: it can't be read (${why}).`, { cause: error });
  }
}

async function* toBytes(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}
