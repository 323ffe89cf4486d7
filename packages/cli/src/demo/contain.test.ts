import type { ClickSummary } from "@postern/engine";
import { expect, test } from "vitest";
import { pickTarget } from "./contain.js";

const click: ClickSummary = {
  connection: "demo-v2",
  recipient: "ada@corp.example",
  url: "https://evil.example/a",
  host: "evil.example",
  clicks: 1,
  allowed: 1,
  verdict: "malicious",
  firstAt: 0,
  lastAt: 0,
  sourceAddresses: [],
  sender: "bad@evil.example",
  subject: null,
  messageId: null,
};

test("the URL most people got through to is contained", () => {
  const other = { ...click, url: "https://other.example/", sender: "other@evil.example" };
  const target = { sender: "bad@evil.example", url: "https://evil.example/a", recipient: "ada@corp.example" };
  expect(pickTarget([other, click, { ...click, recipient: "bob@corp.example" }])).toEqual(target);
});

test("without a click that was let through, or a sender, there is nothing to contain", () => {
  expect(pickTarget([])).toBeNull();
  expect(
    pickTarget([
      { ...click, allowed: 0 },
      { ...click, sender: null },
    ]),
  ).toBeNull();
});
