import { describeTenant } from "@postern/emulator";
import { createClient } from "@postern/mimecast";
import { expect } from "vitest";
import type { Scene, Stories } from "./story.js";

type Family = "blocked-senders" | "anti-spoofing-bypass" | "address-alteration";

const description = "Partner";

function policyOf({ tenant }: Scene, family: Family, wanted = description) {
  return tenant.policies
    .of(family)
    .list()
    .find((policy) => policy.description === wanted);
}

/** What a new policy says beside its scope. */
function wordsOf(scene: Scene, family: Family): { does: string; other: string } {
  if (family === "blocked-senders") return { does: "block_sender", other: "no_action" };
  if (family === "anti-spoofing-bypass") return { does: "enable_bypass", other: "disable_bypass" };
  const ids = scene.tenant.policies.alterations.sets.list().map(({ id }) => id);
  return { does: ids[1] ?? "", other: ids[0] ?? "" };
}

async function ready(scene: Scene, family: Family): Promise<void> {
  if (family !== "address-alteration") return;
  const { sets } = scene.tenant.policies.alterations;
  if (sets.list().length < 2) await scene.run("create-alteration-set", { name: "Moved" });
}

function inputOf(scene: Scene, family: Family) {
  return {
    description,
    does: wordsOf(scene, family).does,
    from: "partner.example",
    to: "group:Blocked Senders",
  };
}

function storiesOf(family: Family): Stories {
  const make = async (scene: Scene) => {
    await ready(scene, family);
    await scene.run(`create-${family}-policy`, inputOf(scene, family));
  };
  const tidy = (scene: Scene) => () => scene.run(`delete-${family}-policy`, { policy: description });
  return {
    async [`create-${family}-policy`](scene) {
      await ready(scene, family);
      return {
        input: inputOf(scene, family),
        look: () =>
          expect(policyOf(scene, family)).toMatchObject({ from: { emailDomain: "partner.example" } }),
      };
    },
    async [`update-${family}-policy`](scene) {
      await make(scene);
      const { other } = wordsOf(scene, family);
      return {
        input: { policy: description, description: "Renamed", does: other, enabled: false },
        look: () => {
          expect(policyOf(scene, family)).toBeUndefined();
          const renamed = policyOf(scene, family, "Renamed");
          expect(renamed).toMatchObject({ enabled: false, from: { emailDomain: "partner.example" } });
          expect(JSON.stringify(renamed)).toContain(other);
        },
        tidy: tidy(scene),
      };
    },
    async [`delete-${family}-policy`](scene) {
      await make(scene);
      return {
        input: { policy: description },
        look: () => expect(policyOf(scene, family)).toBeUndefined(),
        tidy: tidy(scene),
      };
    },
  };
}

function alterationIn({ tenant }: Scene): Record<string, string> {
  const person = tenant.people[6]?.address ?? "";
  return {
    original: person,
    new: `admin@${tenant.account.domain}`,
    set: "Moved",
    in: "envelope_to",
    routing: "inbound",
  };
}

function alterationsNow({ tenant }: Scene) {
  const { alterations } = tenant.policies;
  return alterations.list().map(({ originalAddress, newAddress, setId }) => ({
    originalAddress,
    newAddress,
    set: alterations.sets.list().find(({ id }) => id === setId)?.description,
  }));
}

const web = {
  description: "SOC",
  block: ["https://bad.example/x?y=1", "worse.example"],
  allow: ["good.example"],
};

function webNow({ tenant }: Scene) {
  return tenant.policies.webPolicies.list().map(({ description: name, urls }) => ({
    name,
    urls: urls.map(({ action, type, value }) => `${action} ${type} ${value}`).sort(),
  }));
}

const webStories: Stories = {
  "create-web-policy": (scene) => ({
    input: web,
    look: () =>
      expect(webNow(scene)).toEqual([
        {
          name: "SOC",
          urls: ["allow domain good.example", "block domain worse.example", "block url bad.example/x?y=1"],
        },
      ]),
    async forget() {
      const { clientId, clientSecret, baseUrl } = describeTenant(scene.tenant).v2;
      const client = createClient({ generation: "2.0", baseUrl, oauth: { clientId, clientSecret } });
      for (const { id } of scene.tenant.policies.webPolicies.list())
        await client.call("policy.webwhiteurl.delete-policy-with-targets", { data: [{ id }] });
      await client.close();
    },
  }),
  async "update-web-policy"(scene) {
    await scene.run("create-web-policy", web);
    return {
      input: { policy: "SOC", description: "SOC 2", allow: ["worse.example"], remove: ["good.example"] },
      look: () =>
        expect(webNow(scene)).toEqual([
          { name: "SOC 2", urls: ["allow domain worse.example", "block url bad.example/x?y=1"] },
        ]),
      tidy: () => scene.run("delete-web-policy", { policy: "SOC" }),
    };
  },
  async "delete-web-policy"(scene) {
    await scene.run("create-web-policy", web);
    return {
      input: { policy: "SOC" },
      look: () => expect(webNow(scene)).toEqual([]),
      tidy: () => scene.run("delete-web-policy", { policy: "SOC" }),
    };
  },
};

export const policyStories: Stories = {
  ...webStories,
  ...storiesOf("blocked-senders"),
  ...storiesOf("anti-spoofing-bypass"),
  ...storiesOf("address-alteration"),
  "create-alteration-set"(scene) {
    const name = `Set of ${scene.connection}`;
    const { sets } = scene.tenant.policies.alterations;
    return {
      input: { name },
      look: () => expect(sets.list().filter(({ description: each }) => each === name)).toHaveLength(1),
      remains: null,
    };
  },
  async "create-alteration"(scene) {
    await ready(scene, "address-alteration");
    const input = alterationIn(scene);
    return {
      input,
      look: () =>
        expect(alterationsNow(scene)).toEqual([
          { originalAddress: input["original"], newAddress: input["new"], set: "Moved" },
        ]),
    };
  },
  async "delete-alteration"(scene) {
    await ready(scene, "address-alteration");
    await scene.run("create-alteration", alterationIn(scene));
    return {
      input: alterationIn(scene),
      look: () => expect(alterationsNow(scene)).toEqual([]),
      tidy: () => scene.run("delete-alteration", alterationIn(scene)),
    };
  },
};
