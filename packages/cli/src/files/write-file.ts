import { open, writeFile } from "node:fs/promises";
import { PosternError } from "@postern/engine/errors";

interface Target {
  readonly path: string;
  readonly option: string;
}

/** A new file for its owner alone; what is there already stays. Throws `bad-usage`. */
export async function writePrivateFile(
  content: string | Uint8Array,
  { path, option }: Target,
): Promise<void> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "wx", 0o600);
  } catch (error) {
    const isThere = codeOf(error) === "EEXIST";
    throw isThere
      ? new PosternError(
          "bad-usage",
          `${option} ${path}: there is a file already, and it is not overwritten.`,
        )
      : unwritable(error, { path, option });
  }
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file that may be made again. Throws `bad-usage`. */
export async function writePage(text: string, target: Target): Promise<void> {
  try {
    await writeFile(target.path, text);
  } catch (error) {
    throw unwritable(error, target);
  }
}

function unwritable(error: unknown, { path, option }: Target): PosternError {
  return new PosternError("bad-usage", `${option} ${path}: it can't be written (${codeOf(error)}).`, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
