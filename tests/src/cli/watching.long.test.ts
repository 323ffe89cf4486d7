import { spawnSync } from "node:child_process";
import { startTenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

let terminal: Terminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

/** A pseudo terminal that shows what is drawn, and presses Ctrl-C at the third screen. */
const onTerminal = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
seen, pressed = b"", False
while True:
    try: piece = os.read(terminal, 65536)
    except OSError: break
    if not piece: break
    seen += piece
    if not pressed and seen.count(b"\\x1b[2J") > 2:
        os.write(terminal, b"\\x03")
        pressed = True
sys.stdout.buffer.write(seen)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

test.skipIf(spawnSync("python3", ["--version"]).status !== 0)(
  "status --watch draws over itself on a terminal until Ctrl-C, and is a line each for a program",
  async () => {
    const tenant = await startTenant({ messagesPerDay: 50 });
    try {
      const { baseUrl, ...oauth } = tenant.v2;
      const input = JSON.stringify({ v2: { baseUrl, ...oauth } });
      const connect = ["connect", "--name", "lab", "--generation", "2.0", "--from", "-", "--no-test"];
      expect((await terminal.run([...connect, "--feeds", "ttp-url"], { input })).exitCode).toBe(0);
      expect((await terminal.run(["collect"])).exitCode).toBe(0);
      const words = ["status", "lab", "--watch", "1s"];
      const { exitCode, stdout, stderr } = await terminal.startUnder(["python3", "-c", onTerminal], words)
        .ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      const [before, ...screens] = stdout.split("\u001b[H\u001b[2J");
      expect(before).toBe("");
      expect(screens).toHaveLength(3);
      for (const screen of screens) expect(screen).toMatch(/lab.*API 2\.0[\s\S]*ttp-url[\s\S]*healthy/);

      // For a program, a line each.
      const piped = terminal.start([...words, "--json"]);
      await piped.until("}\n{");
      piped.signal("SIGINT");
      const ended = await piped.ended;
      expect(ended.exitCode).toBe(0);
      for (const line of ended.stdout.trim().split("\n"))
        expect(JSON.parse(line)).toMatchObject({ connections: [{ name: "lab" }] });
    } finally {
      await tenant.close();
    }
  },
);
