import type { Generation } from "@postern/mimecast/catalogue";
import { describe, expect, test } from "vitest";
import { buildGuide, defaultChoices, defaultGuideRequest } from "./build.js";
import type { Guide, GuideChoices, GuideRequest, Step } from "./guide.js";
import { requirementsOf } from "./requirements.js";

const generations = ["1.0", "2.0"] as const;

function guideFor(request: Omit<GuideRequest, "choices">, choices: Partial<GuideChoices> = {}): Guide {
  return buildGuide({ ...request, choices: { ...defaultChoices, ...choices } });
}

function defaultGuide(generation: "1.0" | "2.0", choices: Partial<GuideChoices> = {}): Guide {
  return guideFor(defaultGuideRequest(generation), choices);
}

function findStep(guide: Guide, id: string): Step {
  const step = guide.steps.find((candidate) => candidate.id === id);
  if (step === undefined)
    throw new Error(`no step ${id}: ${guide.steps.map((other) => other.id).join(", ")}`);
  return step;
}

const ids = (guide: Guide) => guide.steps.map(({ id }) => id);
const ticked = (step: Step) => step.tick.map(({ name }) => name);
const position = (guide: Guide, id: string) => ids(guide).indexOf(findStep(guide, id).id);

describe("every guide", () => {
  const variants = generations.map((generation): [Generation, Guide[]] => [
    generation,
    (["custom", "basic-administrator"] as const).flatMap((role) =>
      (["none", "sms-or-email", "third-party"] as const).flatMap((twoStep) =>
        (["cloud-password", "directory-password", "saml"] as const).flatMap((signIn) =>
          [true, false].map((flag) =>
            defaultGuide(generation, { role, twoStep, signIn, msp: flag, separateActingCredential: flag }),
          ),
        ),
      ),
    ),
  ]);

  test.each(variants)("has steps of one id each, and waits for a step that comes later (%s)", (_, guides) => {
    for (const guide of guides) {
      expect(new Set(ids(guide)).size).toBe(guide.steps.length);
      const questions = guide.steps.flatMap(({ disagreements }) =>
        disagreements.map(({ question }) => question),
      );
      expect(new Set(questions).size).toBe(questions.length);
      guide.steps.forEach(({ wait, instructions }, index) => {
        expect(instructions.length).toBeGreaterThan(0);
        if (wait !== undefined) expect(position(guide, wait.before)).toBeGreaterThan(index);
      });
    }
  });

  test.each(variants)("asks for exactly the permissions and products needed (%s)", (generation, guides) => {
    const { feeds, actions } = defaultGuideRequest(generation);
    const { products, permissions } = requirementsOf(generation, feeds, actions);
    for (const guide of guides) {
      const ticks = guide.steps.flatMap(({ tick }) => tick);
      const names = (kind: string) =>
        [...new Set(ticks.filter((tick) => tick.kind === kind).map(({ name }) => name))].sort();
      expect(names("product")).toEqual([...products.keys()]);
      expect(names("permission")).toEqual([...permissions.keys()]);
      for (const { why } of ticks) expect(why).toMatch(/^for the (feed|action)s? /);
    }
  });

  test.each(variants)(
    "warns of listing Postern's addresses alone, and ends with doctor (%s)",
    (_, guides) => {
      for (const guide of guides) {
        const { warnings } = findStep(guide, "admin-ip-ranges");
        expect(warnings.join()).toContain("Never list Postern's addresses alone");
        expect(guide.steps.at(-1)?.id).toBe("connect");
        expect(guide.steps.at(-1)?.commands).toContain("postern doctor mimecast");
      }
    },
  );
});

describe("a guide is tailored", () => {
  test("to Radiant's choice: two products, four permissions, nothing else", () => {
    const guide = guideFor({ generation: "2.0", feeds: ["ttp-url"], actions: ["block-sender", "block-url"] });
    expect(ticked(findStep(guide, "application"))).toEqual(["Policy Management", "Security Events"]);
    expect(ticked(findStep(guide, "role"))).toHaveLength(4);
    expect(guide.purposes.map(({ name }) => name)).toEqual(["ttp-url", "block-sender", "block-url"]);
  });

  test("so that nothing not chosen is asked for, while products for later are named apart", () => {
    const guide = guideFor({ generation: "2.0", feeds: ["ttp-url"], actions: [] });
    expect(ticked(findStep(guide, "role"))).toEqual(["Monitoring | URL Protection | Read"]);
    const { tick, consider } = findStep(guide, "application");
    expect(tick.map(({ name }) => name)).toEqual(["Security Events"]);
    expect(consider.map(({ name }) => name)).toContain("Policy Management");
    expect(consider.map(({ name }) => name)).not.toContain("Security Events");
    const checks = guide.steps.flatMap(({ checkedBy }) => checkedBy);
    expect(checks.filter((id) => /^(action:|feed:siem)/.test(id))).toEqual([]);
  });

  test("by a command that names the same feeds and actions", () => {
    const guide = guideFor(
      { generation: "2.0", feeds: ["ttp-url"], actions: [] },
      { tenantName: "Bäckerei Müller & Söhne" },
    );
    expect(findStep(guide, "connect").commands).toEqual([
      'postern connect --name backerei-muller-sohne --generation 2.0 --feeds ttp-url --actions ""',
      "postern doctor backerei-muller-sohne",
    ]);
    expect(guide.title).toContain("Bäckerei Müller & Söhne");
  });

  test("to TTP's licence, only where something chosen needs it", () => {
    const licence = (feeds: string[]) =>
      guideFor({ generation: "2.0", feeds, actions: [] }).prerequisites.filter((text) =>
        text.includes("(TTP)"),
      );
    expect(licence(["ttp-url"])).toHaveLength(1);
    expect(licence(["siem-2.0"])).toEqual([]);
  });

  test("to addresses: as lines to add, never as the whole list", () => {
    const step = findStep(
      defaultGuide("2.0", { ipRanges: ["192.0.2.7", "2001:db8::/64"] }),
      "admin-ip-ranges",
    );
    expect(step.fields.map(({ value }) => value)).toEqual(["192.0.2.7", "2001:db8::/64"]);
    expect(step.instructions.join()).toContain("leave it empty");
    expect(step.instructions.join()).toContain("remove none");
  });

  test.each(["", "anything", "192.0.2.0/33", "192.0.2.0/24/8", "0.0.0.0/0", "192.0.2.1 "])(
    "never to an address that is none (%j)",
    (range) => {
      expect(() => defaultGuide("2.0", { ipRanges: [range] })).toThrowError(
        expect.objectContaining({ code: "bad-usage" }),
      );
    },
  );

  test("to a stream only beside the feed that confirms it, and to each product of the two", () => {
    const feeds = ["siem-ci", "siem-ci-stream", "siem-2.0"];
    const guide = guideFor({ generation: "2.0", feeds, actions: [] });
    expect(ticked(findStep(guide, "application"))).toEqual([
      "Threats, Security Events and Data for CG",
      "Threats, Security Events and Data for CI",
    ]);
    const alone = { generation: "2.0", feeds: ["siem-ci-stream"], actions: [] } as const;
    expect(() => guideFor(alone)).toThrowError(expect.objectContaining({ code: "bad-usage" }));
  });

  test("never to a choice of nothing", () => {
    expect(() => guideFor({ generation: "2.0", feeds: [], actions: [] })).toThrowError(
      expect.objectContaining({ code: "bad-usage" }),
    );
  });

  test("to a service provider, whose first step is to acknowledge whose data it is", () => {
    for (const generation of generations) {
      const guide = defaultGuide(generation, { msp: true });
      expect(guide.steps[0]?.id).toBe("msp-acknowledgement");
      expect(guide.steps[0]?.instructions.join()).toMatch(/every client/);
      expect(ids(defaultGuide(generation))).not.toContain("msp-acknowledgement");
    }
  });

  test("to two credentials, each with its own least privilege", () => {
    const guide = guideFor(
      { generation: "2.0", feeds: ["ttp-url"], actions: ["block-sender"] },
      { separateActingCredential: true },
    );
    expect(ticked(findStep(guide, "role-reading"))).toEqual(["Monitoring | URL Protection | Read"]);
    expect(ticked(findStep(guide, "role-acting"))).toEqual([
      "Gateway | Policies | Edit",
      "Gateway | Policies | Read",
    ]);
    expect(ticked(findStep(guide, "application-reading"))).toEqual(["Security Events"]);
    expect(ticked(findStep(guide, "application-acting"))).toEqual(["Policy Management"]);
    const later = findStep(guide, "application-reading").consider.map(({ name }) => name);
    expect(later).not.toContain("Policy Management");
  });

  test("to one credential after all, where there is nothing to separate", () => {
    const request = { generation: "2.0", feeds: ["ttp-url"], actions: [] } as const;
    expect(guideFor(request, { separateActingCredential: true })).toEqual(guideFor(request));
  });
});

describe("the guide of API 2.0", () => {
  test("says that products can't be changed, that secrets show once, and that the role manages no roles", () => {
    const guide = defaultGuide("2.0");
    const application = findStep(guide, "application");
    expect(application.warnings.join()).toContain("Products can't be changed later");
    expect(application.instructions.join()).toContain("this one time");
    expect(findStep(guide, "role").fields.map(({ value }) => value)).toContain("Cannot Manage Roles");
    expect(guide.prerequisites.join()).toContain("manage application roles");
  });

  test("waits for nothing", () => {
    expect(defaultGuide("2.0").steps.filter(({ wait }) => wait !== undefined)).toEqual([]);
  });

  test("takes Basic Administrator as the application's role where that was chosen", () => {
    const guide = defaultGuide("2.0", { role: "basic-administrator" });
    const role = findStep(guide, "application").fields.find(({ label }) => label === "Application Role");
    expect(role?.value).toBe("Basic Administrator");
  });
});

describe("the guide of API 1.0", () => {
  test.each([false, true])(
    "waits 30 minutes exactly once, before the first keys (separate: %s)",
    (separate) => {
      const guide = defaultGuide("1.0", { separateActingCredential: separate });
      const waits = guide.steps.flatMap(({ wait }) => (wait === undefined ? [] : [wait]));
      expect(waits.map(({ minutes }) => minutes)).toEqual([30]);
      expect(waits[0]?.before).toBe(separate ? "keys-reading" : "keys");
      const applications = guide.steps.filter(
        ({ id }) => id.startsWith("application-") || id === "application",
      );
      expect(applications.filter(({ title }) => title.includes("API 1.0"))).toHaveLength(separate ? 2 : 1);
    },
  );

  test("makes keys before the role, explains both orders, and names the check that settles it", () => {
    const guide = defaultGuide("1.0");
    expect(position(guide, "keys")).toBeLessThan(position(guide, "role-membership"));
    const order = findStep(guide, "keys").disagreements.find(({ question }) =>
      question.includes("role first"),
    );
    expect(order?.sides.length).toBeGreaterThanOrEqual(2);
    expect(order?.settledBy).toEqual(["signature"]);
  });

  test("makes group and profile before the settings that bind them, and all of it before the keys", () => {
    const guide = defaultGuide("1.0");
    const settings = position(guide, "application-settings");
    expect(position(guide, "profile-group")).toBeLessThan(settings);
    expect(position(guide, "authentication-profile")).toBeLessThan(settings);
    expect(settings).toBeLessThan(position(guide, "keys"));
  });

  test("keeps keys from running out twice over: TTL never, and Extended Session", () => {
    const guide = defaultGuide("1.0");
    const values = guide.steps.flatMap(({ fields }) =>
      fields.map(({ label, value }) => `${label}: ${value}`),
    );
    expect(values).toContain("Authentication TTL: Never Expires");
    expect(values).toContain("Enable Extended Session: ticked");
    expect(values).toContain("Password Never Expires: ticked");
  });

  test("asks for Enhanced Logging with the mail logs alone", () => {
    expect(ids(guideFor({ generation: "1.0", feeds: ["siem-1.0"], actions: [] }))).toContain(
      "enhanced-logging",
    );
    expect(ids(guideFor({ generation: "1.0", feeds: ["ttp-url"], actions: [] }))).not.toContain(
      "enhanced-logging",
    );
  });

  test("says what the second factor and the way of signing in mean for the service account", () => {
    const type = (choices: Partial<GuideChoices>) =>
      findStep(defaultGuide("1.0", choices), "keys").fields.find(({ label }) => label === "Type")?.value;
    expect(type({ signIn: "directory-password" })).toBe("Domain");
    expect(type({ signIn: "saml" })).toBe("Cloud");
    const profile = (choices: Partial<GuideChoices>) =>
      findStep(defaultGuide("1.0", choices), "authentication-profile");
    expect(profile({ signIn: "saml" }).warnings[0]).toContain("this account must not");
    expect(profile({ twoStep: "third-party" }).fields.map(({ value }) => value)).toContain("3rd Party App");
    expect(defaultGuide("1.0", { twoStep: "sms-or-email" }).prerequisites.join()).toContain("mailbox");
  });

  test("says at its head that API 1.0 is being retired", () => {
    expect(defaultGuide("1.0").notices[0]).toContain("being retired");
  });
});
