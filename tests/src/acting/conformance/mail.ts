import { expect } from "vitest";
import type { Scene, Stories } from "./story.js";

const heldNow = ({ tenant }: Scene): { id: string }[] =>
  [...tenant.truth("held-messages")].map(({ raw }) => JSON.parse(raw));

const incidentsNow = ({ tenant }: Scene): Record<string, unknown>[] =>
  [...tenant.truth("remediation-incidents")].map(({ raw }) => JSON.parse(raw));

function leavesHold(scene: Scene) {
  const id = heldNow(scene)[0]?.id ?? "";
  return {
    input: { id },
    look: () => expect(heldNow(scene).map((row) => row.id)).not.toContain(id),
    remains: null,
  };
}

function makesIncident(scene: Scene, { input, about }: { input: Record<string, string>; about: object }) {
  const before = incidentsNow(scene).length;
  return {
    input,
    look: () => {
      const made = incidentsNow(scene).filter(({ searchCriteria }) =>
        Object.entries(about).every(([field, value]) => Object(searchCriteria)[field] === value),
      );
      expect([made.length, incidentsNow(scene).length - before]).toEqual([1, 1]);
    },
    remains: null,
  };
}

export const mailStories: Stories = {
  "release-held": leavesHold,
  "reject-held": leavesHold,
  "remediate-message"(scene) {
    const messageId = `<${scene.connection}.1@mail.example>`;
    return makesIncident(scene, { input: { messageId }, about: { messageId } });
  },
  "remediate-file"(scene) {
    const sha256 = (scene.connection === "v1" ? "cd" : "ef").repeat(32);
    return makesIncident(scene, { input: { sha256 }, about: { fileHash: sha256 } });
  },
  "remediate-url"(scene) {
    const url = `https://${scene.connection}.bad.example/x`;
    return makesIncident(scene, { input: { url }, about: { url } });
  },
};
