import { readFile } from "node:fs/promises";
import { describeActions } from "@postern/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSetting, type Setting } from "../../setting/setting.js";
import { allowAll, reason } from "../there-and-back.js";
import { readings, testedElsewhere } from "./readings.js";
import { stories } from "./stories.js";
import { openScene, play } from "./story.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({ tenant: { guesses: { policyDelayMinutes: 0 } } });
  await allowAll(setting);
});
afterAll(() => setting.close());

const writing = describeActions().filter(({ kind }) => kind === "writing");

test("every action that changes something has its story, and no story is without its action", () => {
  expect(Object.keys(stories).sort()).toEqual(writing.map(({ name }) => name).sort());
});

test("every action that only looks is held to the tenant, here or in a test of its own", async () => {
  const elsewhere = Object.values(testedElsewhere).flat();
  const looking = describeActions().filter(({ kind }) => kind === "reading");
  expect([...Object.keys(readings), ...elsewhere].sort()).toEqual(looking.map(({ name }) => name).sort());
  for (const [file, names] of Object.entries(testedElsewhere)) {
    const text = await readFile(new URL(`../${file}`, import.meta.url), "utf8");
    for (const name of names) expect([file, name, text.includes(`"${name}"`)]).toEqual([file, name, true]);
  }
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

    test.each(Object.entries(readings))("%s", async (name, prepare) => {
      const scene = openScene(setting, connection);
      const { input = {}, told, tidy } = await prepare(scene);
      const rows: unknown[] = [];
      const look = { action: name, connection, input, ...reason };
      for await (const row of setting.engine.actions.read(look)) rows.push(row);
      expect(rows).toEqual(told);
      await tidy?.();
    });
  },
);
