import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openContext } from "../program/capture.suite.js";
import { checkShape, findShapeProblems } from "./check-shape.js";
import { readReminders } from "./reminders.js";
import { runSecretCommand } from "./secret-command.js";
import { gatherSecrets, listMissingSecrets, takeSecrets } from "./sources.js";
import { splitCommand } from "./split-command.js";

describe("a command of the operator's", () => {
  test.each([
    ["op read op://soc/mimecast", ["op", "read", "op://soc/mimecast"]],
    [
      "vault kv get -format=json 'secret/my tenant'",
      ["vault", "kv", "get", "-format=json", "secret/my tenant"],
    ],
    ['"/opt/my tools/get" --name "eu prod"', ["/opt/my tools/get", "--name", "eu prod"]],
    ["get  a\\ b\t''", ["get", "a b", ""]],
  ])("is read without a shell: %s", (text, words) => {
    expect(splitCommand(text, "linux")).toEqual(words);
  });

  test.each([
    "pass show mimecast | jq .",
    "TOKEN=x get",
    "get $NAME",
    'get "$NAME"',
    "get `name`",
    "get > file",
    "~/bin/get",
    "get *.json",
    "get 'half",
    "a; b",
  ])("is left to a shell where only that can read it: %s", (text) => {
    expect(splitCommand(text, "linux")).toBeNull();
  });

  test("keeps the backslashes of Windows", () => {
    expect(splitCommand('C:\\tools\\get.exe "a b\\c"', "win32")).toEqual(["C:\\tools\\get.exe", "a b\\c"]);
  });
});

describe("a secret command", () => {
  const node = JSON.stringify(process.execPath);
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "postern-secret-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** A script, so that the secret stands in no command line of the test either. */
  const run = (script: string, environment: Record<string, string> = {}) => {
    const path = join(directory, "get.cjs");
    writeFileSync(path, script);
    const { context, stdout, stderr } = openContext({ environment });
    const command = `${node} ${JSON.stringify(path)}`;
    const done = runSecretCommand(context, { command, what: "--secret-command", code: "bad-usage" });
    return { done, told: () => stdout() + stderr() };
  };

  test("gives what it prints, and nothing of it is shown", async () => {
    const { done, told } = run("console.log('canary-1'); console.error('canary-2')");
    expect(await done).toBe("canary-1\n");
    expect(told()).toBe("");
  });

  test("that fails is told by its exit code alone", async () => {
    const { done } = run("console.log('canary-1'); console.error('canary-2'); process.exit(3)");
    const error = await done.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "bad-usage", message: expect.stringContaining("exit code 3") });
    expect(String(error)).not.toContain("canary");
  });

  test("that is not there is told", async () => {
    const { context } = openContext();
    const request = { command: "no-such-program-here", what: "--secret-command", code: "bad-usage" } as const;
    await expect(runSecretCommand(context, request)).rejects.toThrow("ENOENT");
  });

  test("doesn't see Postern's own secrets", async () => {
    const environment = { POSTERN_KEY: "a", POSTERN_MIMECAST_SECRET_KEY: "b", OP_TOKEN: "c" };
    const { done } = run("console.log(Object.keys(process.env).join())", environment);
    expect((await done).trim()).toBe("OP_TOKEN");
  });

  test.each(['echo \'{"clientSecret":"canary"}\'', "printf canary", "/bin/echo canary | cat"])(
    "is not one that prints the secret itself",
    async (command) => {
      const { context } = openContext();
      const request = { command, what: "--secret-command", code: "bad-usage" } as const;
      const error = await runSecretCommand(context, request).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "bad-usage" });
      expect(String(error)).not.toContain("canary");
    },
  );
});

describe("where secrets come from", () => {
  test("a proxy's stand beside a tenant's in the environment", async () => {
    const environment = {
      POSTERN_MIMECAST_CLIENT_ID: "id",
      POSTERN_MIMECAST_CLIENT_SECRET: "hush",
      POSTERN_PROXY_USERNAME: "me",
    };
    const given = await gatherSecrets(openContext({ environment }).context, {});
    expect(given.guessKind(["1.0", "2.0"])).toBe("2.0");
    expect(given.guessKind(["1.0", "2.0", "proxy"])).toBeUndefined();
    expect(listMissingSecrets(given, "2.0")).toEqual([]);
    expect(listMissingSecrets(given, "proxy").join()).toContain("POSTERN_PROXY_PASSWORD");
  });

  test("one of them at a time is named", async () => {
    const options = { from: "a.json", secretCommand: "b" };
    await expect(gatherSecrets(openContext().context, options)).rejects.toThrow("not both");
  });

  test("the environment is left alone where it may be another tenant's", async () => {
    const environment = { POSTERN_MIMECAST_CLIENT_ID: "id" };
    const given = await gatherSecrets(openContext({ environment }).context, {}, { usesEnvironment: false });
    expect(takeSecrets(given, "2.0").clientId).toBe("");
  });
});

const guid = "6f1c9a52-3c1e-4a7b-9d55-0a4f5b7c8d9e";
const secretKey = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=";
const values = {
  applicationId: guid,
  applicationKey: "8a7b6c5d-1111-4222-8333-444455556666",
  accessKey: "mYtWMhfzQs8tq0Yh3nN5v7x9zAbCdEfGhIjKlMnOpQrStUvW",
  secretKey,
  clientId: "",
  clientSecret: "",
  username: "",
  password: "",
};

describe("the shape of values", () => {
  test.each([
    ["swapped", { applicationId: secretKey, secretKey: guid }, /swapped|GUID/],
    ["cut off", { secretKey: secretKey.slice(0, 30) }, /cut off/],
    ["in quotes", { accessKey: `"${values.accessKey}"` }, /quotation/],
    ["pasted twice", { accessKey: secretKey }, /same value/],
  ])("that is %s is refused before any call, and no value is repeated", (_, change, told) => {
    const { impossible, swapped } = findShapeProblems("1.0", { ...values, ...change });
    const text = [...impossible, ...swapped].join(" ");
    expect(text).toMatch(told);
    for (const value of [...Object.values(values), ...Object.values(change)]) {
      if (value !== "") expect(text).not.toContain(value);
    }
  });

  test("that is right is taken, and what is merely odd is told", () => {
    const { context, stderr } = openContext();
    checkShape(context, { kind: "1.0", values, isForced: false });
    expect(stderr()).toBe("");
    checkShape(context, { kind: "1.0", values: { ...values, applicationId: "app" }, isForced: false });
    expect(stderr()).toContain("odd");
  });

  test("that seems swapped is taken when it is forced; what can't be right never is", () => {
    const { context, stderr } = openContext();
    const swapped = { ...values, applicationId: "app", accessKey: guid };
    expect(() => checkShape(context, { kind: "1.0", values: swapped, isForced: false })).toThrow("--force");
    checkShape(context, { kind: "1.0", values: swapped, isForced: true });
    expect(stderr()).toContain("swapped");
    const impossible = { ...values, secretKey: guid };
    expect(() => checkShape(context, { kind: "1.0", values: impossible, isForced: true })).toThrow("GUID");
  });
});

test("reminders are times to come", () => {
  const { context } = openContext();
  expect(readReminders(context, { expires: "90d", rotateEvery: "30d" })).toEqual({
    expiresAt: context.now() + 90 * 86_400_000,
    rotateEveryDays: 30,
  });
  expect(() => readReminders(context, { expires: "2020-01-01" })).toThrow("passed");
  expect(() => readReminders(context, { rotateEvery: "0" })).toThrow("--rotate-every");
});
