import { expect, test } from "vitest";
import { type ClientOptions, createClient, MimecastError } from "../index.js";
import { keys, oauth, openClient, succeed } from "../testing/client.js";
import { startVendor } from "../testing/vendor.js";

const baseUrl = "https://eu-api.mimecast.com";

function refusal(options: ClientOptions): MimecastError {
  try {
    createClient(options);
  } catch (error) {
    if (error instanceof MimecastError) return error;
  }
  throw new Error("createClient accepted the options");
}

test.each<{ what: string; options: ClientOptions }>([
  {
    what: "a secret key that is not base64",
    options: { generation: "1.0", baseUrl, keys: { ...keys, secretKey: "not base64!" } },
  },
  {
    what: "a secret key that was cut",
    options: { generation: "1.0", baseUrl, keys: { ...keys, secretKey: keys.secretKey.slice(1) } },
  },
  { what: "an empty access key", options: { generation: "1.0", baseUrl, keys: { ...keys, accessKey: "" } } },
  {
    what: "a pasted line end",
    options: { generation: "1.0", baseUrl, keys: { ...keys, accessKey: `${keys.accessKey}\n` } },
  },
  {
    what: "an empty client secret",
    options: { generation: "2.0", baseUrl, oauth: { ...oauth, clientSecret: "" } },
  },
  {
    what: "a blank in the client id",
    options: { generation: "2.0", baseUrl, oauth: { ...oauth, clientId: " id" } },
  },
])("$what is refused before any call, without quoting it", ({ options }) => {
  const error = refusal(options);
  expect(error.kind).toBe("bad-credentials-shape");
  expect(error.message).not.toContain("canary");
});

test.each(["", "eu-api.mimecast.com", "ftp://eu-api.mimecast.com", "https://user:pass@eu-api.mimecast.com"])(
  "the base URL %j is refused",
  (wrong) => {
    const error = refusal({ generation: "2.0", oauth, baseUrl: wrong });
    expect(error).toMatchObject({ kind: "unreachable", systemCode: "ERR_INVALID_URL" });
    expect(error.message).not.toContain("pass");
  },
);

test("a client says what it is, and calls nothing by being made", async () => {
  const vendor = await startVendor(() => succeed());
  const { client } = openClient("2.0", vendor);
  expect(client.generation).toBe("2.0");
  expect(client.baseUrl).toBe(vendor.baseUrl);
  expect(vendor.requests).toHaveLength(0);
});

test("an observer that throws does not break a call", async () => {
  const vendor = await startVendor(() => succeed(["row"]));
  const { client } = openClient("1.0", {
    ...vendor,
    observe: () => {
      throw new Error("broken log");
    },
  });
  expect((await client.call("ttp.url.get-logs")).data).toEqual(["row"]);
});
