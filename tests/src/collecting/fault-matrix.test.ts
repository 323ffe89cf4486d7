import { expect, test } from "vitest";
import { openMatrix, spoilEachCall } from "./fault-matrix.js";

test("whichever call of a cycle breaks off for good, the next polls bring what it would have", async () => {
  const setting = await openMatrix("v1");
  try {
    const failure = { what: "reset for good", fault: { kind: "reset" }, isLasting: true } as const;
    expect(await spoilEachCall(setting, "v1", failure)).toBeGreaterThan(4);
  } finally {
    await setting.close();
  }
});
