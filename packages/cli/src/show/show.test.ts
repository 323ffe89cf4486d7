import type { CollectResult, Plan } from "@postern/engine";
import { expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen, type Screen } from "../screen/screen.js";
import { showCollected } from "./collected.js";
import { showCredentials } from "./credentials.js";
import { showHistory } from "./history.js";
import { showPlan } from "./plan.js";

const now = Date.UTC(2026, 0, 5, 12);
const dayMs = 86_400_000;

function show(draw: (screen: Screen) => void): string {
  const capture = openCapture();
  draw(createScreen(capture.stream, {}));
  return capture.text();
}

test("credentials show kind, what may be shown, age, expiry and users", () => {
  const credential = {
    id: "c",
    name: "eu",
    kind: "2.0",
    hints: {
      clientId: { lastFour: "UcBc", fingerprint: "e37c40025fc1" },
      clientSecret: { lastFour: "", fingerprint: "690fb4429b44" },
    },
    createdAt: now - 9 * dayMs,
    updatedAt: now - 3 * dayMs,
    expiresAt: now + 40 * dayMs,
    rotateEveryDays: null,
    usedBy: ["eu-prod", "eu-lab"],
  } as const;
  const message = "The keys of eu expire.";
  const reminders = [{ credential: "eu", kind: "expires-soon", at: now, message } as const];
  const text = show((screen) => showCredentials(screen, [credential], { reminders, now }));
  expect(text).toMatch(
    /eu +2\.0 +clientId …UcBc #e37c40025fc1, clientSecret #690fb4429b44 +3 d +2026-02-1[345] +eu-prod, eu-lab/,
  );
  expect(text).toContain(message);
});

test("a history tells how long each state held", () => {
  const history = [
    { at: now - 3 * dayMs, state: "pending", reason: "Nothing has arrived yet." },
    { at: now - dayMs, state: "connected", reason: null },
  ] as const;
  const text = show((screen) => showHistory(screen, history, now));
  expect(text).toMatch(/pending +2 d +Nothing has arrived yet\.\n.*connected +1 d/);
});

test("a connection of which nothing could be read tells why", () => {
  const problem = { code: "lease-held", message: "Another process reads." } as const;
  const result: CollectResult = {
    connections: [{ name: "eu-prod", generation: "2.0", feeds: [], problem }],
  };
  const text = show((screen) => showCollected(screen, result));
  expect(text).toContain("eu-prod  lease-held  Another process reads.");
  expect(text).not.toContain("No feed was due");
});

test("a plan marks what stands in its way", () => {
  const item = {};
  const plan: Plan = {
    action: "block-url",
    connection: "eu-prod",
    generation: "2.0",
    tenant: null,
    id: "plan-1",
    items: [
      {
        input: { url: "https://evil.example/" },
        sentence: "Blocks https://evil.example/ for everyone.",
        calls: [],
        before: [
          { id: "1", meaning: "permits https://evil.example/", bearing: "opposite", item },
          { id: "2", meaning: "blocks https://evil.example/x", bearing: "related", item },
        ],
        isAlreadySo: false,
        warnings: [],
      },
    ],
    needsApproval: null,
    barredBy: null,
    undoes: null,
    createdAt: 0,
    sentence: "Blocks https://evil.example/ for everyone.",
    isAlreadySo: false,
    warnings: [],
    history: { days: 30, messages: 0, recipients: 0, clicks: 0, lastAt: null },
    undo: { isPossible: true, sentence: "Takes the block away." },
    permission: null,
    products: [],
    rights: [],
  };
  const text = show((screen) => showPlan(screen, plan, now));
  expect(text).toMatch(/there +gives way +permits hxxps:\/\/evil\[\.\]example\//);
  expect(text).toMatch(/there +related +blocks/);
});
