import { expect, test } from "vitest";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { transform } from "../../transform/index.js";
import type { Feed } from "../feed.js";
import { heldMessages } from "../held/held-messages.js";

const { reading } = heldMessages;
if (reading.kind !== "snapshot") throw new Error("held messages are a list");
const feed: Feed = { ...heldMessages, reading: { ...reading, secretFields: ["passphrase", "supportCode"] } };

const canary = "correct horse battery";
const record = {
  id: "eNoH1",
  reason: "Spam",
  passphrase: canary,
  nested: [{ SupportCode: canary, kept: "yes" }],
};

test("a secret stands in no form of a record, nor in its text", () => {
  for (const document of [ecsOf(feed, record), ocsfOf(feed, record)]) {
    expect(JSON.stringify(document)).not.toContain(canary);
    expect(JSON.stringify(document)).toContain("yes");
  }
});

test.each(["raw", "ecs", "ocsf"] as const)(
  "a secret in a raw record is not passed on as %s",
  async (form) => {
    // The first of two members of one name is lost in reading, and stands in the text all the same.
    const line = `{"twice":{"passphrase":"${canary}"},"twice":1,${JSON.stringify(record).slice(1)}\n`;
    async function* input() {
      yield Buffer.from(line);
    }
    const texts: string[] = [];
    for await (const { documents, problems } of transform(input(), { feed, form, fallbackTime: 0 })) {
      expect(problems).toEqual([]);
      texts.push(...documents.map(({ text }) => text));
    }
    expect(texts).toHaveLength(1);
    expect(texts.join()).not.toContain(canary);
    expect(texts.join()).toContain("eNoH1");
  },
);
