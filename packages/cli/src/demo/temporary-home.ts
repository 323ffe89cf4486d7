import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Lends a fresh data directory, and removes it however the work ends. */
export async function withTemporaryHome<Result>(work: (home: string) => Promise<Result>): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), "postern-demo-"));
  // A second Ctrl-C, or a reader that went away, ends the process without coming back here.
  const removeAtExit = () => rmSync(home, { recursive: true, force: true });
  process.on("exit", removeAtExit);
  try {
    return await work(home);
  } finally {
    await rm(home, { recursive: true, force: true });
    process.off("exit", removeAtExit);
  }
}
