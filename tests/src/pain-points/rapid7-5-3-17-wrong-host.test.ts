import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// A wrong region or host ended in obscure errors.
test("a host of the other generation is named, with the mend", async () => {
  const { engine, tenant } = await openStage({ connection: "v2", feed: "ttp-url" });
  const { baseUrl: _base, ...oauth } = tenant.v2;
  const baseUrl = "https://de-api.mimecast.com";
  await engine.connections.add({ name: "misplaced", generation: "2.0", baseUrl, oauth });
  for await (const { id, result, causes } of engine.doctor("misplaced")) {
    if (id !== "region") continue;
    expect(result).toBe("fail");
    expect(causes[0]).toMatchObject({ cause: expect.stringContaining("other generation") });
    expect(causes[0]?.mend).not.toBe("");
    return;
  }
  throw new Error("nothing was said of the host");
});
