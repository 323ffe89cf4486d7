import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeNetwork } from "./network.js";
import { defaultBaseUrl, listRegions, readRegion } from "./regions.js";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
const key = "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-network-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the way to the tenant", () => {
  test("stays as it is where nothing is asked", async () => {
    expect(await changeNetwork({ family: 4 }, {})).toBeUndefined();
  });

  test("changes by what is asked, and only by that", async () => {
    const before = { proxyUrl: "http://old.example:1", family: 6, verifyCertificates: false } as const;
    expect(await changeNetwork(before, { proxy: "http://proxy.example:3128/" })).toEqual({
      ...before,
      proxyUrl: "http://proxy.example:3128",
    });
    expect(await changeNetwork(before, { proxy: false, verify: true })).toEqual({ family: 6 });
    expect(await changeNetwork(before, { ipv4: true })).toEqual({ ...before, family: 4 });
    expect(await changeNetwork({ family: 4 }, { ipv4: true, ipv6: true })).toEqual({});
    expect(await changeNetwork({}, { verify: false })).toEqual({ verifyCertificates: false });
  });

  test.each(["http://me:hush-hush@proxy.example:3128", "hush-hush", "socks5://hush-hush"])(
    "never takes a proxy's password from the command line",
    async (proxy) => {
      const error = await changeNetwork({}, { proxy }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "bad-usage" });
      expect(String(error)).not.toContain("hush-hush");
    },
  );

  test("takes certificates out of a file, and leaves a private key where it is", async () => {
    const ca = join(directory, "ca.pem");
    await writeFile(ca, `text\n${key}\n${certificate}\n${certificate}\n`);
    const network = await changeNetwork({}, { ca });
    expect(network?.ca).toBe(`${certificate}\n${certificate}\n`);
    await writeFile(ca, key);
    await expect(changeNetwork({}, { ca })).rejects.toThrow("no certificate");
    await expect(changeNetwork({}, { ca: join(directory, "none.pem") })).rejects.toThrow("ENOENT");
  });
});

describe("regions", () => {
  test("are named by their ids; the gateways also without their prefix", () => {
    expect(readRegion("eu", "1.0")).toBe("https://eu-api.mimecast.com");
    expect(readRegion("uk", "2.0")).toBe("https://uk-api.services.mimecast.com");
    expect(readRegion("gateway-us", "2.0")).toBe("https://us-api.services.mimecast.com");
    expect(defaultBaseUrl("2.0")).toBe("https://api.services.mimecast.com");
    expect(defaultBaseUrl("1.0")).toBeUndefined();
  });

  test("that are none, or of the other generation, are refused with those there are", () => {
    expect(() => readRegion("mars", "1.0")).toThrow(/eu, de, us/);
    expect(() => readRegion("eu", "2.0")).toThrow(/global/);
    expect(() => readRegion("discovery", "1.0")).toThrow("no region");
    expect(listRegions("1.0").every(({ serves }) => serves === "api")).toBe(true);
  });
});
