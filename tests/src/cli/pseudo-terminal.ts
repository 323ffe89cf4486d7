import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "./postern.js";

/** Runs a program at a terminal of its own, 160 columns wide, between its standard input and output. Ends as it ends. */
const driver = `
import fcntl, os, pty, select, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 160, 0, 0))
sources = [terminal, 0]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            piece = os.read(source, 65536)
        except OSError:
            piece = b""
        if not piece:
            sources.remove(source)
        else:
            os.write(1 if source == terminal else terminal, piece)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

export const keys = { enter: "\r", space: " ", down: "\u001b[B", ctrlC: "\u0003" } as const;

/** A command and whoever sits before it. */
export interface Conversation {
  /** All that stood on the screen, without colours and movements. */
  text(): string;
  /** Waits until the words appear behind what was seen before. */
  sees(words: string): Promise<void>;
  types(text: string): void;
  /** Resolves with the exit code, and all that was said. */
  ends(): Promise<{ readonly exitCode: number | null; readonly text: string }>;
}

/** Starts `postern` as somebody at a terminal does. */
export function sitDown(terminal: Terminal, words: readonly string[]): Conversation {
  const child = spawn("python3", ["-c", driver, ...terminal.command, ...words], {
    cwd: terminal.directory,
    env: { ...terminal.environment, TERM: "xterm" },
  });
  return converse(child);
}

function converse(child: ChildProcessWithoutNullStreams): Conversation {
  let said = "";
  let seen = 0;
  const waiting = new Set<() => void>();
  const text = () => stripVTControlCharacters(said);
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    said += piece;
    for (const look of waiting) look();
  });
  child.stderr.resume();
  child.stdin.on("error", () => {});
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return {
    text,
    types: (keystrokes) => void child.stdin.write(keystrokes),
    sees: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const at = text().indexOf(words, seen);
          if (at < 0) return;
          seen = at + words.length;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        void ended.then(() => {
          if (waiting.delete(look)) reject(new Error(`never said "${words}":\n${text()}`));
        }, reject);
        look();
      }),
    ends: async () => ({ exitCode: await ended, text: text() }),
  };
}
