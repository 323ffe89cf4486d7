import { expect } from "vitest";
import type { Scene, Stories } from "./story.js";

const url = "https://bad.example/login";
const hash = "ab".repeat(32);
const member = "lures@bad.example";

const actionOf = ({ tenant }: Scene) =>
  tenant.managedUrls.find((entry) => JSON.stringify(entry).includes("bad.example"))?.action;
const verdictOf = ({ tenant }: Scene) => tenant.fileHashes.find((entry) => entry.hash === hash)?.verdict;

function groupOf({ tenant }: Scene, wanted: string) {
  const groups = tenant.administration.groups.list();
  const group = groups.find(({ name }) => name === wanted);
  if (group === undefined) return null;
  const parent = groups.find(({ id }) => id === group.parentId)?.name;
  return { parent, members: group.members.map(({ entry }) => entry) };
}

const made = { group: "SOC", name: "SOC" };

export const listStories: Stories = {
  "block-url": (scene) => ({
    input: { url },
    look: () => expect(actionOf(scene)).toBe("block"),
  }),
  async "permit-url"(scene) {
    await scene.run("block-url", { url });
    return {
      input: { url },
      look: () => expect(actionOf(scene)).toBe("permit"),
      tidy: () => scene.run("remove-url", { url }),
    };
  },
  async "remove-url"(scene) {
    await scene.run("block-url", { url });
    return {
      input: { url },
      look: () => expect(actionOf(scene)).toBeUndefined(),
      tidy: () => scene.run("remove-url", { url }),
    };
  },
  "block-file": (scene) => ({
    input: { hash },
    outcome: "accepted-unverifiable",
    look: () => expect(verdictOf(scene)).toBe("BLOCK"),
  }),
  "allow-file": (scene) => ({
    input: { hash },
    outcome: "accepted-unverifiable",
    look: () => expect(verdictOf(scene)).toBe("ALLOW"),
  }),
  async "unlist-file"(scene) {
    await scene.run("block-file", { hash });
    return {
      input: { hash },
      outcome: "accepted-unverifiable",
      look: () => expect(verdictOf(scene)).toBeUndefined(),
      remains: null,
    };
  },
  "create-group": (scene) => ({
    input: { name: made.name },
    look: () => expect(groupOf(scene, made.name)).toMatchObject({ parent: "Root", members: [] }),
  }),
  async "update-group"(scene) {
    await scene.run("create-group", { name: made.name });
    await scene.run("add-group-member", { group: made.name, member });
    return {
      input: { name: made.name, newName: "Renamed", newParent: "Blocked Senders" },
      look: () =>
        expect([groupOf(scene, made.name), groupOf(scene, "Renamed")]).toEqual([
          null,
          { parent: "Blocked Senders", members: [member] },
        ]),
      async tidy() {
        await scene.run("remove-group-member", { group: made.name, member });
        await scene.run("delete-group", { name: made.name });
      },
    };
  },
  async "delete-group"(scene) {
    await scene.run("create-group", { name: made.name });
    return {
      input: { name: made.name },
      look: () => expect(groupOf(scene, made.name)).toBeNull(),
      tidy: () => scene.run("delete-group", { name: made.name }),
    };
  },
  async "add-group-member"(scene) {
    await scene.run("create-group", { name: made.name });
    return {
      input: { group: made.group, member },
      look: () => expect(groupOf(scene, made.name)?.members).toEqual([member]),
      tidy: () => scene.run("delete-group", { name: made.name }),
    };
  },
  async "remove-group-member"(scene) {
    await scene.run("create-group", { name: made.name });
    await scene.run("add-group-member", { group: made.group, member });
    return {
      input: { group: made.group, member },
      look: () => expect(groupOf(scene, made.name)?.members).toEqual([]),
      async tidy() {
        await scene.run("remove-group-member", { group: made.group, member });
        await scene.run("delete-group", { name: made.name });
      },
    };
  },
};
