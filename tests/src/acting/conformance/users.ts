import { expect } from "vitest";
import { userOf } from "../there-and-back.js";
import type { Scene, Stories } from "./story.js";

const addressOf = ({ tenant }: Scene) => tenant.people[5]?.address ?? "";

function changes(scene: Scene, { more = {}, fields }: { more?: object; fields: object }) {
  const user = addressOf(scene);
  return {
    input: { user, ...more },
    look: () => expect(userOf(scene.tenant, user)).toMatchObject(fields),
  };
}

export const userStories: Stories = {
  async "lock-user"(scene) {
    await scene.run("update-user", { user: addressOf(scene), name: `Name ${scene.connection}` });
    return changes(scene, { fields: { isLocked: true, isEnabled: true } });
  },
  async "unlock-user"(scene) {
    await scene.run("lock-user", { user: addressOf(scene) });
    return {
      ...changes(scene, { fields: { isLocked: false } }),
      tidy: () => scene.run("unlock-user", { user: addressOf(scene) }),
    };
  },
  "disable-user": (scene) => changes(scene, { fields: { isEnabled: false, isLocked: false } }),
  async "enable-user"(scene) {
    await scene.run("disable-user", { user: addressOf(scene) });
    return {
      ...changes(scene, { fields: { isEnabled: true } }),
      tidy: () => scene.run("enable-user", { user: addressOf(scene) }),
    };
  },
  "update-user": (scene) =>
    changes(scene, {
      more: { name: "Somebody Else", allowPop: true, allowSmtp: true },
      fields: { name: "Somebody Else", allowPop: true, allowSmtp: true },
    }),
  "sync-directory"(scene) {
    const { administration } = scene.tenant;
    // The other way's turn has to be over.
    scene.setting.clock.advance(10 * 60_000);
    return {
      input: {},
      look: () => expect(administration.directorySync.isRunning).toBe(true),
      remains: null,
    };
  },
};
