import { createClock, type StartTenantOptions, type Tenant } from "@postern/emulator";
import type { ConnectionSettings, Finding, NewConnection } from "@postern/engine";
import type { HmacKeys, OAuthClient } from "@postern/mimecast";
import { describe, expect, test } from "vitest";
import { startAskingProxy } from "../setting/proxy.js";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

interface Given {
  readonly setting: Setting;
  readonly tenant: Tenant;
  readonly keys: HmacKeys;
  readonly oauth: OAuthClient;
}

interface Case {
  readonly what: string;
  readonly tenant?: StartTenantOptions;
  /** Sets the stage and names the connection to look at. */
  readonly stage: (given: Given) => Promise<string> | string;
  /** Where it shows, and what stands first among the causes. */
  readonly finding: string;
  readonly cause: RegExp;
}

const generations = ["1.0", "2.0"] as const;

async function withSetting<T>(
  options: StartTenantOptions | undefined,
  work: (given: Given) => Promise<T>,
): Promise<T> {
  const setting = await openSetting(options === undefined ? {} : { tenant: options });
  const { tenant } = setting;
  const { baseUrl: _v1, ...keys } = tenant.v1;
  const { baseUrl: _v2, ...oauth } = tenant.v2;
  try {
    return await work({ setting, tenant, keys, oauth });
  } finally {
    await setting.close();
  }
}

async function examine({ engine }: Setting, name: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of engine.doctor(name)) findings.push(finding);
  return findings;
}

/** A second connection, to the same tenant but for what is changed. */
async function addConnection(
  { setting, tenant, keys, oauth }: Given,
  change: {
    generation: "1.0" | "2.0";
    baseUrl?: string;
    keys?: Partial<HmacKeys>;
    oauth?: Partial<OAuthClient>;
    settings?: Partial<ConnectionSettings>;
    proxyCredential?: string;
    applicationCreatedAt?: number;
  },
): Promise<string> {
  const { generation, settings, proxyCredential, applicationCreatedAt } = change;
  const base = {
    name: "patient",
    baseUrl: change.baseUrl ?? (generation === "1.0" ? tenant.v1.baseUrl : tenant.v2.baseUrl),
    ...(settings === undefined ? {} : { settings }),
    ...(proxyCredential === undefined ? {} : { proxyCredential }),
    ...(applicationCreatedAt === undefined ? {} : { applicationCreatedAt }),
  };
  const connection: NewConnection =
    generation === "1.0"
      ? { ...base, generation, keys: { ...keys, ...change.keys } }
      : { ...base, generation, oauth: { ...oauth, ...change.oauth } };
  await setting.engine.connections.add(connection);
  return "patient";
}

test.each(generations)("a healthy connection of API %s has no failing finding", async (generation) => {
  await withSetting(undefined, async ({ setting }) => {
    const name = generation === "1.0" ? "v1" : "v2";
    await setting.collect(["ttp-url"], name);
    const findings = await examine(setting, name);
    expect(findings.filter(({ result }) => result === "fail")).toEqual([]);
    expect(findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "region",
        "connect",
        "http",
        "clock",
        "credential-shape",
        "feed:ttp-url",
        "action:block-url",
      ]),
    );
  });
});

const credentialCases: readonly Case[] = [
  {
    what: "a wrong client secret",
    stage: (given) => addConnection(given, { generation: "2.0", oauth: { clientSecret: "x".repeat(48) } }),
    finding: "token",
    cause: /don't belong together/,
  },
  {
    what: "a wrong secret key",
    stage: (given) =>
      addConnection(given, {
        generation: "1.0",
        keys: { secretKey: Buffer.alloc(66, 7).toString("base64") },
      }),
    finding: "signature",
    cause: /don't belong together/,
  },
  {
    what: "keys of two sets",
    stage: (given) => {
      const other = given.tenant.administration.createApplication().credentials;
      given.setting.clock.advance(31 * minuteMs);
      return addConnection(given, { generation: "1.0", keys: { secretKey: other.secretKey } });
    },
    finding: "signature",
    cause: /don't belong together/,
  },
  {
    what: "an application that was disabled after it had worked",
    stage: async ({ setting, tenant }) => {
      await setting.collect(["ttp-url"]);
      tenant.application.disable();
      setting.clock.advance(hourMs);
      return "v2";
    },
    finding: "token",
    cause: /disabled or removed/,
  },
  {
    what: "a service user that was disabled",
    stage: async ({ setting, tenant }) => {
      await setting.collect(["ttp-url"], "v1");
      tenant.administration.serviceUser.disable();
      return "v1";
    },
    finding: "signature",
    cause: /disabled .*or its password changed|service account/,
  },
  {
    what: "a password that was changed",
    stage: async ({ setting, tenant }) => {
      await setting.collect(["ttp-url"], "v1");
      tenant.administration.serviceUser.changePassword();
      return "v1";
    },
    finding: "signature",
    cause: /password changed/,
  },
  {
    what: "a binding that has lapsed",
    stage: ({ tenant }) => {
      tenant.application.expireKeys();
      return "v1";
    },
    finding: "signature",
    cause: /outlived the Authentication Cache TTL/,
  },
  {
    what: "an application that is not half an hour old",
    stage: (given) => {
      const { credentials } = given.tenant.administration.createApplication();
      const applicationCreatedAt = given.setting.clock.now();
      return addConnection(given, { generation: "1.0", keys: credentials, applicationCreatedAt });
    },
    finding: "signature",
    cause: /too new/,
  },
  {
    what: "an address that is not allowed",
    stage: async ({ setting, tenant }) => {
      await setting.collect(["ttp-url"]);
      tenant.administration.ipRanges = ["203.0.113.0/24"];
      return "v2";
    },
    finding: "token",
    cause: /./,
  },
];

describe("a credential that is refused: the doctor names the likeliest cause of", () => {
  test.each(credentialCases)("$what", ({ tenant, stage, finding, cause }) =>
    withSetting(tenant, async (given) => {
      const name = await stage(given);
      const findings = await examine(given.setting, name);
      const failed = findings.find(({ id, result }) => id === finding && result === "fail");
      expect(failed?.causes[0]?.cause, JSON.stringify(findings, null, 1)).toMatch(cause);
      for (const { evidence, mend } of failed?.causes ?? []) {
        expect(evidence).not.toBe("");
        expect(mend).not.toBe("");
      }
      expect(findings.filter(({ id }) => id === finding)).toHaveLength(1);
    }),
  );
});

const rightsCases: readonly Case[] = [
  {
    what: "an address that is not allowed, where it looks like a missing permission for everything",
    stage: ({ tenant }) => {
      tenant.administration.ipRanges = ["203.0.113.0/24"];
      return "v1";
    },
    finding: "all-refused",
    cause: /certain addresses only/,
  },
  {
    what: "a missing permission",
    stage: ({ tenant }) => {
      tenant.application.setPermissions(["Monitoring | URL Protection | Read"]);
      return "v2";
    },
    finding: "feed:siem-2.0",
    cause: /permission|permitted/i,
  },
  {
    what: "a missing product",
    stage: ({ tenant }) => {
      tenant.application.setProducts(["Security Events"]);
      return "v2";
    },
    finding: "action:block-url",
    cause: /product/i,
  },
  {
    what: "Enhanced Logging that is off",
    stage: async ({ setting, tenant }) => {
      tenant.administration.enhancedLogging = false;
      await setting.engine.collector.collect({ connection: "v1" });
      return "v1";
    },
    finding: "enhanced-logging",
    cause: /Enhanced Logging is off/,
  },
];

const networkCases: readonly Case[] = [
  {
    what: "a certificate of nobody's",
    tenant: { tls: { mode: "self-signed" } },
    stage: () => "v2",
    finding: "tls",
    cause: /CA of its own/,
  },
  {
    what: "an expired certificate",
    tenant: { tls: { mode: "expired" } },
    stage: () => "v2",
    finding: "tls",
    cause: /expired/,
  },
  {
    what: "a certificate for another name",
    tenant: { tls: { mode: "wrong-name" } },
    stage: async ({ setting, tenant }) => {
      const { ca } = tenant.tls ?? { ca: "" };
      await setting.engine.connections.update("v2", { settings: { network: { ca } } });
      return "v2";
    },
    finding: "tls",
    cause: /another name/,
  },
  {
    what: "a host that does not exist",
    stage: (given) =>
      addConnection(given, { generation: "2.0", baseUrl: "https://api.services.mimecast.invalid" }),
    finding: "dns",
    cause: /no such host|name server/,
  },
  {
    what: "a port nobody listens on",
    stage: (given) => addConnection(given, { generation: "2.0", baseUrl: "http://127.0.0.1:9" }),
    finding: "connect",
    cause: /firewall|port/,
  },
  {
    what: "a dead proxy",
    stage: (given) =>
      addConnection(given, {
        generation: "2.0",
        settings: { network: { proxyUrl: "http://127.0.0.1:9" } },
      }),
    finding: "proxy",
    cause: /proxy does not answer/,
  },
  {
    what: "a captive portal",
    stage: ({ tenant }) => {
      tenant.faults.inject({ kind: "captive-portal", times: Number.POSITIVE_INFINITY });
      return "v2";
    },
    finding: "http",
    cause: /captive portal/,
  },
  {
    what: "a clock that is an hour off",
    tenant: { clock: createClock({ start: workday, frozen: true }), clockSkewMs: hourMs },
    stage: () => "v1",
    finding: "clock",
    cause: /clock is off/,
  },
  {
    what: "a host of the other generation",
    stage: (given) => addConnection(given, { generation: "2.0", baseUrl: "https://eu-api.mimecast.com" }),
    finding: "region",
    cause: /other generation/,
  },
  {
    what: "a gateway taken for a region",
    stage: (given) =>
      addConnection(given, { generation: "1.0", baseUrl: "https://api.services.mimecast.com" }),
    finding: "region",
    cause: /other generation/,
  },
];

describe("the way to the tenant, and what may be done there: the doctor names", () => {
  test.each([...rightsCases, ...networkCases])("$what", ({ tenant, stage, finding, cause }) =>
    withSetting(tenant, async (given) => {
      const name = await stage(given);
      const findings = await examine(given.setting, name);
      const failed = findings.find(({ id, result }) => id === finding && result !== "pass");
      expect(failed?.causes[0]?.cause, JSON.stringify(findings, null, 1)).toMatch(cause);
    }),
  );

  test("a proxy that asks for a password, until it is given one", () =>
    withSetting(undefined, async (given) => {
      const proxy = await startAskingProxy();
      try {
        const settings = { network: { proxyUrl: proxy.url } };
        const name = await addConnection(given, { generation: "2.0", settings });
        const before = await examine(given.setting, name);
        expect(before.find(({ id }) => id === "proxy")?.causes[0]?.cause).toMatch(/asks for a user name/);
        const login = { username: "postern", password: "open-sesame" };
        await given.setting.engine.credentials.add({ name: "gate", secrets: { kind: "proxy", login } });
        await given.setting.engine.connections.update(name, { proxyCredential: "gate" });
        const after = await examine(given.setting, name);
        expect(after.filter(({ result }) => result === "fail")).toEqual([]);
        await given.setting.collect(["ttp-url"], name);
        expect(proxy.tunnels()).toBeGreaterThan(1);
      } finally {
        await proxy.close();
      }
    }));

  test("its own CA makes a tenant behind TLS trusted", () =>
    withSetting({ tls: true }, async ({ setting, tenant }) => {
      const { ca } = tenant.tls ?? { ca: "" };
      await setting.engine.connections.update("v2", { settings: { network: { ca } } });
      const findings = await examine(setting, "v2");
      expect(findings.filter(({ result }) => result === "fail")).toEqual([]);
      const { connections } = await setting.collect(["ttp-url"]);
      expect(connections[0]?.feeds[0]?.state).toBe("healthy");
    }));
});

describe("values that can be told apart before any call", () => {
  test.each([
    ["a secret key that is a GUID", { secretKey: "11111111-2222-3333-4444-555555555555" }],
    ["a secret key that is not base64", { secretKey: "not base64 at all!" }],
    ["a value pasted with spaces", { accessKey: " abc " }],
    ["a value in quotes", { applicationKey: '"11111111-2222-3333-4444-555555555555"' }],
    ["an empty value", { applicationId: "" }],
  ])("%s", (_what, keys) =>
    withSetting(undefined, async (given) => {
      const calls = given.tenant.requests().length;
      await expect(addConnection(given, { generation: "1.0", keys })).rejects.toMatchObject({
        code: "bad-credentials-shape",
      });
      expect(given.tenant.requests()).toHaveLength(calls);
    }),
  );
});

test("the support file names requests and fingerprints, and no secret", () =>
  withSetting(undefined, async ({ setting, keys }) => {
    const bundle = await setting.engine.supportBundle("v1");
    const text = JSON.stringify(bundle);
    for (const secret of Object.values(keys)) expect(text).not.toContain(secret);
    expect(bundle.requests.length).toBeGreaterThan(0);
    expect(bundle.requests.every(({ requestId }) => requestId !== null)).toBe(true);
    expect(bundle.findings.length).toBeGreaterThan(5);
  }));
