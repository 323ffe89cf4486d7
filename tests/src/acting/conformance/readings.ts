import { expect } from "vitest";
import { workday } from "../../setting/setting.js";
import type { Scene } from "./story.js";

/** What an action that only looks is to tell, by the tenant's own account. */
export interface Reading {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly told: unknown;
  readonly tidy?: () => Promise<void>;
}

export type Readings = Readonly<Record<string, (scene: Scene) => Reading | Promise<Reading>>>;

const hash = "12".repeat(32);

function policiesOf(family: "blocked-senders" | "anti-spoofing-bypass" | "address-alteration") {
  return ({ tenant }: Scene): Reading => ({
    told: tenant.policies
      .of(family)
      .list()
      .map(({ id, description }) =>
        expect.objectContaining({ id, policy: expect.objectContaining({ description }) }),
      ),
  });
}

/** A file that came with somebody's mail. */
function seenFile({ tenant }: Scene): string {
  const rows = [
    ...tenant.truth("ttp-attachment", { from: workday - 86_400_000, until: workday - 3_600_000 }),
  ];
  return String(JSON.parse(rows[0]?.raw ?? "{}").fileHash);
}

export const readings: Readings = {
  async "list-urls"(scene) {
    await scene.run("block-url", { url: "https://bad.example/login" });
    return {
      input: { match: "bad.example", action: "block" },
      told: [expect.objectContaining({ domain: "bad.example", path: "/login", action: "block" })],
      tidy: () => scene.run("remove-url", { url: "https://bad.example/login" }),
    };
  },
  "find-files": (scene) => ({
    input: { hashes: [seenFile(scene), hash] },
    told: [
      { hash: seenFile(scene), seen: "yes" },
      { hash, seen: "no" },
    ],
  }),
  async "list-file-batches"(scene) {
    await scene.run("block-file", { hash });
    return {
      told: expect.arrayContaining([expect.objectContaining({ hashCount: 1 })]),
      tidy: () => scene.run("unlist-file", { hash }),
    };
  },
  "find-groups": () => ({
    input: { name: "locked send" },
    told: [expect.objectContaining({ name: "Blocked Senders", members: 0, children: 0 })],
  }),
  "show-directory-sync": ({ tenant }) => ({
    told: [
      expect.objectContaining({ enabled: true, syncRunning: tenant.administration.directorySync.isRunning }),
    ],
  }),
  "list-blocked-senders-policies": policiesOf("blocked-senders"),
  "list-anti-spoofing-bypass-policies": policiesOf("anti-spoofing-bypass"),
  "list-address-alteration-policies": policiesOf("address-alteration"),
  async "list-alteration-sets"(scene) {
    const name = `Outer ${scene.connection}`;
    await scene.run("create-alteration-set", { name });
    await scene.run("create-alteration-set", { name: "Inner", parent: name });
    await scene.run("create-alteration-set", { name: "Innermost", parent: `${name}/Inner` });
    return {
      told: expect.arrayContaining(
        [name, `${name}/Inner`, `${name}/Inner/Innermost`].map((set) =>
          expect.objectContaining({ set, alterations: 0 }),
        ),
      ),
    };
  },
  async "list-alterations"(scene) {
    const { account, people } = scene.tenant;
    const wanted = { original: people[7]?.address, new: `admin@${account.domain}` };
    await scene.run("create-alteration", wanted);
    return {
      told: [expect.objectContaining({ set: "", originalAddress: wanted.original, newAddress: wanted.new })],
      tidy: () => scene.run("delete-alteration", wanted),
    };
  },
  async "list-web-policies"(scene) {
    await scene.run("create-web-policy", { description: "Known", block: ["bad.example"] });
    const { webPolicies } = scene.tenant.policies;
    return {
      told: webPolicies
        .list()
        .map(({ id, description }) => expect.objectContaining({ id, description, blocks: ["bad.example"] })),
      tidy: () => scene.run("delete-web-policy", { policy: "Known" }),
    };
  },
};

/** Those that a test of their own holds to the tenant. */
export const testedElsewhere: Readonly<Record<string, readonly string[]>> = {
  "urls.test.js": ["read-file-quota"],
  "runs.test.js": ["decode-url"],
  "senders.test.js": ["list-group-members"],
  "held.test.js": ["list-held", "count-held", "list-held-releases"],
  "remediation.test.js": ["find-incidents", "show-incident", "follow-incident"],
  "looks.test.js": [
    "find-messages",
    "show-message",
    "find-processing",
    "show-queues",
    "search-archive",
    "list-archive",
    "show-archived",
    "read-archived",
    "get-archived-file",
    "list-admin-searches",
    "list-archive-searches",
    "list-archive-views",
    "list-users",
    "list-aliases",
    "list-delegates",
    "show-user",
    "list-domains",
    "list-pending-domains",
    "list-notices",
    "list-packages",
    "show-account",
    "show-support",
    "whoami",
  ],
};
