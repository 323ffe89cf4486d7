import { describe, expect, test } from "vitest";
import { readSecretsFile } from "../credentials/secrets-file.js";
import { openContext } from "../program/capture.suite.js";
import { completeQuietly, isComplete } from "./complete.js";

import { type ConnectOptions, gatherDraft, toNewConnection } from "./gather.js";

const v1 = {
  baseUrl: "http://127.0.0.1:4001",
  applicationId: "app-id",
  applicationKey: "app-key",
  accessKey: "access",
  secretKey: "c2VjcmV0",
};
const v2 = { baseUrl: "http://127.0.0.1:4002", clientId: "client", clientSecret: "hush" };
const line = JSON.stringify({ v1, v2 });

async function complete(
  options: ConnectOptions,
  from: { readonly inputText?: string; readonly environment?: Record<string, string> } = {},
) {
  return toNewConnection(completeQuietly(await gatherDraft(openContext(from).context, options)));
}

describe("where the values of a connection come from", () => {
  test("the emulator's line, with the generation choosing", async () => {
    const { applicationId, applicationKey, accessKey, secretKey } = v1;
    expect(await complete({ name: "a", generation: "1.0", from: "-" }, { inputText: line })).toEqual({
      name: "a",
      generation: "1.0",
      baseUrl: v1.baseUrl,
      keys: { applicationId, applicationKey, accessKey, secretKey },
      settings: {},
    });
    const { clientId, clientSecret } = v2;
    expect(await complete({ name: "a", generation: "2.0", from: "-" }, { inputText: line })).toEqual({
      name: "a",
      generation: "2.0",
      baseUrl: v2.baseUrl,
      oauth: { clientId, clientSecret },
      settings: {},
    });
  });

  test("one of its objects tells the generation by itself", async () => {
    const connection = await complete({ name: "a", from: "-" }, { inputText: JSON.stringify(v2) });
    expect(connection.generation).toBe("2.0");
  });

  test("the environment, with the global host of API 2.0", async () => {
    const environment = { POSTERN_MIMECAST_CLIENT_ID: "client", POSTERN_MIMECAST_CLIENT_SECRET: "hush" };
    expect(await complete({ name: "a" }, { environment })).toMatchObject({
      generation: "2.0",
      baseUrl: "https://api.services.mimecast.com",
      oauth: { clientId: "client", clientSecret: "hush" },
    });
  });

  test("flags win over the file, and settings are taken along", async () => {
    const options: ConnectOptions = {
      name: "a",
      generation: "2.0",
      baseUrl: "https://uk-api.services.mimecast.com",
      feeds: ["ttp-url"],
      actions: [],
      lookback: "36h",
      retention: "none",
      from: "-",
    };
    expect(await complete(options, { inputText: line })).toMatchObject({
      baseUrl: "https://uk-api.services.mimecast.com",
      settings: {
        feeds: ["ttp-url"],
        actions: [],
        lookbackHours: 36,
        feedSettings: { "ttp-url": { retentionDays: null } },
      },
    });
  });

  test("what is missing is listed, with the ways to give it", async () => {
    const draft = await gatherDraft(openContext().context, { generation: "1.0" });
    expect(isComplete(draft)).toBe(false);
    expect(() => completeQuietly(draft)).toThrow(
      /--name.*--base-url.*POSTERN_MIMECAST_APPLICATION_ID.*POSTERN_MIMECAST_SECRET_KEY/,
    );
  });

  test("both generations at hand and none chosen is asked for", async () => {
    await expect(complete({ name: "a", from: "-" }, { inputText: line })).rejects.toThrow("--generation");
  });
});

describe("a credentials file", () => {
  test.each([
    ["no JSON", "client_secret=hush-hush"],
    ["a list", '["hush-hush"]'],
    ["another object", '{"phrase":"hush-hush"}'],
    ["a number for a text", '{"clientId":"a","clientSecret":["hush-hush"]}'],
  ])("that holds %s is refused without repeating it", (_, text) => {
    let told = "";
    try {
      readSecretsFile(text, "tenant.json");
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain("tenant.json");
    expect(told).not.toContain("hush-hush");
  });
});

test("a stream that stays open behind its line is not waited for", async () => {
  const { context } = openContext();
  const { Readable } = await import("node:stream");
  const endless = new Readable({ read() {} });
  endless.push(`${line}\n`);
  const draft = await gatherDraft({ ...context, input: endless }, { from: "-", generation: "2.0" });
  expect(draft.secrets.valueOf("2.0", "clientSecret")).toBe("hush");
});
