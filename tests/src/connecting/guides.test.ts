import { buildGuide, defaultChoices, type Finding, type Guide, type GuideRequest } from "@postern/engine";
import type { Product } from "@postern/mimecast";
import { describe, expect, test } from "vitest";
import { minuteMs, openSetting, type Setting } from "../setting/setting.js";

/**
 * Each guide is carried out on the emulated tenant as it is written, with one mistake that people make. The doctor
 * must name it; mended by what it says, the connection is connected.
 */
interface Walk {
  readonly what: string;
  readonly request: GuideRequest;
  readonly mistake: (walk: Walker) => Promise<void> | void;
  /** Where the doctor shows the mistake, and the cause it puts first. */
  readonly finding: string;
  readonly cause: RegExp;
  readonly mend: (walk: Walker) => Promise<void> | void;
}

interface Walker {
  readonly setting: Setting;
  readonly guide: Guide;
  readonly name: string;
}

const request = (change: Partial<GuideRequest>): GuideRequest => ({
  generation: "2.0",
  feeds: ["ttp-url"],
  actions: [],
  ...change,
  choices: { ...defaultChoices, ...change.choices },
});

function ticked(guide: Guide, kind: "product" | "permission"): string[] {
  return guide.steps.flatMap(({ tick }) => tick.filter((one) => one.kind === kind).map(({ name }) => name));
}

/** Does in the console what the guide says, makes the connection, and returns its name. */
async function carryOut(setting: Setting, guide: Guide): Promise<string> {
  const { administration } = setting.tenant;
  const { engine, tenant, clock } = setting;
  const name = "followed";
  const settings = {
    lookbackHours: 6,
    feeds: guide.purposes.filter(({ kind }) => kind === "feed").map((purpose) => purpose.name),
    actions: guide.purposes.filter(({ kind }) => kind === "action").map((purpose) => purpose.name),
  };
  const permissions = ticked(guide, "permission");
  if (guide.generation === "2.0") {
    const products = ticked(guide, "product") as Product[];
    const { credentials } = administration.createApplication2({ products, permissions });
    const { baseUrl, ...oauth } = { ...credentials, baseUrl: tenant.v2.baseUrl };
    await engine.connections.add({ name, generation: "2.0", baseUrl, oauth, settings });
    return name;
  }
  administration.serviceUser.setPermissions(permissions);
  const applicationCreatedAt = clock.now();
  const { credentials } = administration.createApplication();
  const wait = guide.steps.find((step) => step.wait !== undefined)?.wait?.minutes ?? 0;
  clock.advance(wait * minuteMs);
  const { baseUrl } = tenant.v1;
  const keys = {
    applicationId: credentials.applicationId,
    applicationKey: credentials.applicationKey,
    accessKey: credentials.accessKey,
    secretKey: credentials.secretKey,
  };
  await engine.connections.add({ name, generation: "1.0", baseUrl, keys, settings, applicationCreatedAt });
  return name;
}

async function examine({ setting, name }: Walker): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of setting.engine.doctor(name)) findings.push(finding);
  return findings;
}

const walks: readonly Walk[] = [
  {
    what: "clicks and containment on API 2.0 (as Radiant's): the role lacks a permission",
    request: request({ actions: ["block-sender", "block-url"] }),
    mistake: ({ setting, guide }) => {
      const permissions = ticked(guide, "permission").filter((name) => !name.startsWith("Services"));
      setting.tenant.administration.applications2.at(-1)?.setPermissions(permissions);
    },
    finding: "action:block-url",
    cause: /permission|permitted/i,
    mend: ({ setting, guide }) => {
      setting.tenant.administration.applications2.at(-1)?.setPermissions(ticked(guide, "permission"));
    },
  },
  {
    what: "mail logs on API 1.0 (as Seceon's): Enhanced Logging is off",
    request: request({ generation: "1.0", feeds: ["siem-1.0", "ttp-url"] }),
    mistake: async ({ setting, name }) => {
      setting.tenant.administration.enhancedLogging = false;
      await setting.engine.collector.collect({ connection: name });
    },
    finding: "enhanced-logging",
    cause: /Enhanced Logging is off/,
    mend: ({ setting }) => {
      setting.tenant.administration.enhancedLogging = true;
    },
  },
  {
    what: "an MSP's client on API 1.0 (as HighGround's): only somebody else's addresses are allowed",
    request: request({ generation: "1.0", feeds: ["ttp-url"], choices: { ...defaultChoices, msp: true } }),
    mistake: async ({ setting, name }) => {
      await setting.engine.collector.collect({ connection: name });
      setting.tenant.administration.ipRanges = ["203.0.113.0/24"];
    },
    finding: "feed:ttp-url",
    cause: /permission|permitted|address/i,
    mend: ({ setting }) => {
      // Beside those that stand there already: never only ours.
      setting.tenant.administration.ipRanges = ["203.0.113.0/24", "192.0.2.200/32"];
    },
  },
  {
    what: "detection and blocking on API 1.0 (as Arctic Wolf's): the keys are tried before half an hour is over",
    request: request({ generation: "1.0", feeds: ["ttp-url", "siem-1.0"], actions: ["block-sender"] }),
    mistake: ({ setting }) => setting.clock.advance(-25 * minuteMs),
    finding: "signature",
    cause: /too new/,
    mend: ({ setting }) => setting.clock.advance(25 * minuteMs),
  },
];

describe("a guide, followed on the emulated tenant", () => {
  test.each(walks)("$what", async ({ request: wanted, mistake, finding, cause, mend }) => {
    const setting = await openSetting();
    try {
      const guide = buildGuide(wanted);
      const name = await carryOut(setting, guide);
      const walker: Walker = { setting, guide, name };
      await mistake(walker);
      const findings = await examine(walker);
      const found = findings.find(({ id, result }) => id === finding && result === "fail");
      expect(found?.causes[0]?.cause, JSON.stringify(findings, null, 1)).toMatch(cause);
      await mend(walker);
      await setting.engine.collector.collect({ connection: name });
      const after = await examine(walker);
      expect(after.filter(({ result }) => result === "fail")).toEqual([]);
      const [status] = await setting.engine.status({ connection: name });
      expect(status?.state).toBe("connected");
    } finally {
      await setting.close();
    }
  });
});
