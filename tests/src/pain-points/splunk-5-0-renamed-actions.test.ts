import { feeds } from "@postern/engine";
import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// Upgrades renamed what playbooks call. Names may be added here; none may leave.
test("every name that was ever published is still there", async () => {
  const { engine } = await openStage({ connection: "v2", feed: "ttp-url" });
  const actions = ["block-sender", "block-url", "decode-url"];
  const published =
    "ttp-url ttp-attachment ttp-impersonation audit dlp rejections held-messages held-releases archive-search " +
    "archive-view remediation-incidents threat-intel-customer threat-intel-grid siem-1.0 siem-2.0 siem-2.0-stream";
  expect(engine.actions.list.map(({ name }) => name)).toEqual(expect.arrayContaining(actions));
  expect(feeds.map(({ name }) => name)).toEqual(expect.arrayContaining(published.split(" ")));
});
