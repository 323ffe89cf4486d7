import { spawn } from "node:child_process";
import type { NoticeMessage } from "../notice.js";

const timeoutMs = 30_000;

/** Runs a program, without a shell, with the message as JSON on its standard input. Exit code 0 counts as told. */
export async function runCommand(words: readonly string[], message: NoticeMessage): Promise<void> {
  const [program = "", ...rest] = words;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, rest, {
      stdio: ["pipe", "ignore", "ignore"],
      // Secrets of ours may stand in the environment: it gets what it needs to find programs.
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], POSTERN_NOTICE: message.kind },
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    child.once("error", (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal === null ? `exit code ${code}` : signal}`));
    });
    // It need not read what it is given.
    child.stdin.on("error", () => {});
    child.stdin.end(`${JSON.stringify(message)}\n`);
  });
}
