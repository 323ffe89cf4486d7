import { type Operation, type OperationName, operation, operations } from "@postern/mimecast/catalogue";
import { describe, expect, test } from "vitest";
import { addUp, everythingOf, type Need, requirementsOf } from "./requirements.js";

const need = (name: string): Need => ({ kind: "feed", name });

function invent(changes: Partial<Operation>): Operation {
  return { ...operation("ttp.url.get-logs"), products: [], permission: null, ...changes };
}

describe("what a credential needs", () => {
  test("for Radiant's choice stays inside what Radiant's guide grants, and is less", () => {
    const { products, permissions } = requirementsOf("2.0", ["ttp-url"], ["block-sender", "block-url"]);
    const radiantProducts = [
      "Email Security Cloud Gateway",
      "Policy Management",
      "Threat Management",
      "Audit Events",
      "Security Events",
      "User and Group Management",
    ];
    // Each stands there as "All", which holds every level of the entry.
    const radiantEntries = [
      "Account | Logs",
      "Gateway | Policies",
      "Gateway | Managed Senders",
      "Services | URL Protection",
      "Directories | Groups",
      "Monitoring | URL Protection",
    ];
    for (const product of products.keys()) expect(radiantProducts).toContain(product);
    for (const name of permissions.keys()) {
      expect(radiantEntries).toContain(name.split(" | ").slice(0, -1).join(" | "));
    }
    expect([...products.keys()]).toEqual(["Policy Management", "Security Events"]);
    expect([...permissions.keys()]).toEqual([
      "Gateway | Policies | Edit",
      "Gateway | Policies | Read",
      "Monitoring | URL Protection | Read",
      "Services | URL Protection | Edit",
    ]);
  });

  test("names who needs it, each once", () => {
    const { products, permissions } = requirementsOf(
      "2.0",
      ["ttp-url", "ttp-url"],
      ["block-sender", "block-url"],
    );
    expect(products.get("Policy Management")).toEqual([
      { kind: "action", name: "block-sender" },
      { kind: "action", name: "block-url" },
    ]);
    expect(permissions.get("Monitoring | URL Protection | Read")).toEqual([
      { kind: "feed", name: "ttp-url" },
    ]);
  });

  test("is nothing for nothing", () => {
    const { products, permissions } = requirementsOf("2.0", [], []);
    expect([products.size, permissions.size]).toEqual([0, 0]);
  });

  test("is no product on API 1.0", () => {
    const { feeds, actions } = everythingOf("1.0");
    expect(requirementsOf("1.0", feeds, actions).products.size).toBe(0);
  });

  test.each(["1.0", "2.0"] as const)("is spelled as the catalogue spells it (%s)", (generation) => {
    const { feeds, actions } = everythingOf(generation);
    const { products, permissions } = requirementsOf(generation, feeds, actions);
    const all = (Object.keys(operations) as OperationName[]).map(operation);
    for (const name of permissions.keys()) expect(all.map(({ permission }) => permission)).toContain(name);
    for (const name of products.keys()) expect(all.flatMap((entry) => entry.products)).toContain(name);
  });

  test("never grows by a feed that needs no product", () => {
    const bare = { need: need("bare"), operations: [invent({})] };
    const other = { need: need("other"), operations: [invent({ products: ["Audit Events"] })] };
    expect([...addUp("2.0", [bare]).products]).toEqual([]);
    expect([...addUp("2.0", [bare, other]).products.keys()]).toEqual(["Audit Events"]);
  });

  test("takes, where one of several products will do, the one that is needed anyway", () => {
    const either = {
      need: need("a"),
      operations: [invent({ products: ["Audit Events", "Security Events"] })],
    };
    const fixed = { need: need("b"), operations: [invent({ products: ["Security Events"] })] };
    expect([...addUp("2.0", [either, fixed]).products]).toEqual([
      ["Security Events", [need("b"), need("a")]],
    ]);
    expect([...addUp("2.0", [either]).products.keys()]).toEqual(["Audit Events"]);
  });

  test("refuses what does not exist, and what the generation does not have", () => {
    expect(() => requirementsOf("2.0", ["weather"], [])).toThrowError(
      expect.objectContaining({ code: "bad-usage" }),
    );
    expect(() => requirementsOf("2.0", [], ["unsend"])).toThrowError(
      expect.objectContaining({ code: "bad-usage" }),
    );
    expect(() => requirementsOf("2.0", ["siem-1.0"], [])).toThrowError(
      expect.objectContaining({ code: "wrong-generation" }),
    );
  });
});
