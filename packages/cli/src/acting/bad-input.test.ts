import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant } from "@postern/emulator";
import { expect, test } from "vitest";
import { openLab } from "../program/lab.suite.js";

/** What is typed behind `postern`, its exit code, and what is said: each names what is wrong, and nothing is done. */
const refusals: readonly (readonly [line: string, exitCode: number, said: string])[] = [
  ["block sender not-an-address", 2, "must be one email address or domain"],
  ["block sender a@b@c.example", 2, "must be one email address or domain"],
  ["block sender a@evil.example --method carrier-pigeon", 2, "carrier-pigeon"],
  ["block url http://", 2, "must be a whole URL"],
  ["block url ftp://evil.example/a", 2, "must be a whole URL"],
  ["block url https://user:secret@evil.example/a", 16, "carries a user name or password"],
  ["block url https://protect-eu.mimecast.com/s/eNothing", 16, "give that URL itself"],
  ["block url --file absent.txt", 2, "can't be read"],
  ["block url --file empty.txt", 2, "empty.txt"],
  ["block url --file broken.txt", 2, "broken.txt"],
  ["block hash 1234", 2, "64 hexadecimal digits"],
  ["block url --file secret.txt", 2, "line 2: the URL carries a user name or password"],
  ["groups members Nobody", 2, 'no profile group "Nobody"'],
  ["undo run-nothing", 3, 'no run "run-nothing"'],
  ["contain nothing-like-anything", 2, "is not a URL"],
];

test("bad input is refused before a call that changes something, in words that say what is wrong", async () => {
  const lab = await openLab();
  try {
    await writeFile(join(lab.directory, "empty.txt"), "\n\n");
    await writeFile(join(lab.directory, "broken.txt"), "https://one.example/\nnot a url\n");
    await writeFile(join(lab.directory, "secret.txt"), "https://one.example/\nhttps://a:b@two.example/\n");
    await lab.type(
      "postern connect --name lab --generation 2.0 --from - --no-test --actions all",
      JSON.stringify(describeTenant(lab.tenant)),
    );
    for (const [line, exitCode, said] of refusals) {
      const told = await lab.type(
        `postern ${line}${/undo|members/.test(line) ? "" : " --yes --reason INC-42"}`,
      );
      expect.soft(told.stderr, line).toContain(said);
      expect.soft(told.exitCode, line).toBe(exitCode);
    }
    expect(lab.tenant.managedUrls).toEqual([]);
    expect(JSON.parse((await lab.type("postern runs --json")).stdout)).toMatchObject({ runs: [] });
  } finally {
    await lab.close();
  }
});

test("what stands in a list more than once is done once", async () => {
  const lab = await openLab();
  try {
    await writeFile(
      join(lab.directory, "urls.txt"),
      "https://one.example/a\r\nHTTPS://ONE.example/a\n\n  https://two.example/  \nhxxps://one[.]example/a\n",
    );
    await lab.type(
      "postern connect --name lab --generation 2.0 --from - --no-test --actions all",
      JSON.stringify(describeTenant(lab.tenant)),
    );
    const { exitCode } = await lab.type("postern block url --file urls.txt --yes --reason INC-42");
    expect(exitCode).toBe(0);
    expect(lab.tenant.managedUrls).toHaveLength(2);
  } finally {
    await lab.close();
  }
});
