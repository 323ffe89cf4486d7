import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeTenant, startTenant } from "@postern/emulator";
import { expect, test } from "vitest";

const page = new URL("../../../docs/emulator/curl.md", import.meta.url);

test("the page's script needs only a shell, curl and openssl, and sees its own block take effect", async () => {
  const [, script = ""] = /```bash\n(.*?)```/s.exec(await readFile(page, "utf8")) ?? [];
  const directory = await mkdtemp(join(tmpdir(), "postern-curl-"));
  const tenant = await startTenant({ messagesPerDay: 200 });
  try {
    await writeFile(join(directory, "tenant.json"), JSON.stringify(describeTenant(tenant)));
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: directory });
    const [, clicks = "", first = "", blocked = "", second = ""] = stdout.split(/^== .*$/m);
    expect(clicks).toContain('"clickLogs":[{');
    expect(first).toContain('"outcome":"allowed"');
    expect(blocked).toContain('"action":"block"');
    expect(second).toContain('"outcome":"blocked"');
  } finally {
    await tenant.close();
    await rm(directory, { recursive: true });
  }
});
