import { describeActions } from "@postern/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../../setting/setting.js";
import { allowAll } from "../there-and-back.js";
import { listStories } from "./lists.js";
import { mailStories } from "./mail.js";
import { policyStories } from "./policies.js";
import { senderStories } from "./senders.js";
import { openScene, play, type Stories } from "./story.js";
import { userStories } from "./users.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterAll(() => setting.close());

const stories: Stories = {
  ...senderStories,
  ...listStories,
  ...mailStories,
  ...policyStories,
  ...userStories,
};
const writing = describeActions().filter(({ kind }) => kind === "writing");

test("every action that changes something has its story, and no story is without its action", () => {
  expect(Object.keys(stories).sort()).toEqual(writing.map(({ name }) => name).sort());
});

test("every action says what exactly undo restores, and every field of every action what it means", () => {
  for (const { name, fields, generations, kind } of describeActions()) {
    for (const field of fields) expect([name, field.name, field.meaning]).not.toContain(null);
    for (const { undo } of generations) {
      const told = kind === "reading" ? null : expect.stringMatching(/^[A-Z].{20,}\.$/);
      expect([name, undo]).toEqual([name, told]);
    }
  }
});

const generationOf = { v1: "1.0", v2: "2.0" } as const;

describe.each(["v1", "v2"] as const)(
  "on %s, run, seen in the tenant itself and taken back:",
  (connection) => {
    const here = writing.filter(({ generations }) =>
      generations.some(({ generation }) => generation === generationOf[connection]),
    );
    test.each(here.map(({ name }) => name))("%s", async (name) => {
      const scene = openScene(setting, connection);
      const story = await stories[name]?.(scene);
      if (story === undefined) throw new Error(`${name} has no story`);
      await play(name, story, scene);
    });
  },
);
