import { expect, test } from "vitest";
import {
  type Operation,
  operationAreas,
  operations,
  permissions,
  products,
  renderCatalogue,
} from "./index.js";

const all: readonly Operation[] = Object.values(operations);
const named = all.map((entry) => ({ name: entry.name, entry }));

test("an operation stands in one area, under its own name", () => {
  const areas: readonly Readonly<Record<string, Operation>>[] = Object.values(operationAreas);
  const names = areas.flatMap((entries) => Object.keys(entries));
  expect(new Set(names).size).toBe(names.length);
  expect(names.sort()).toEqual(Object.keys(operations).sort());
  for (const [name, entry] of Object.entries(operations)) expect(entry.name).toBe(name);
});

test("a verb and a path stand once in each generation", () => {
  for (const generation of ["1.0", "2.0"] as const) {
    const calls = all
      .filter(({ generations }) => generations.includes(generation))
      .map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`);
    expect(new Set(calls).size).toBe(calls.length);
  }
});

test("permissions and products have no twins and are all spelled in one way", () => {
  expect(new Set<string>(permissions).size).toBe(permissions.length);
  expect(new Set<string>(products).size).toBe(products.length);
  expect([...permissions]).toEqual([...permissions].sort());
  for (const permission of permissions) expect(permission).toMatch(/^[^|]+( \| [^|]+)+$/);
});

test("every permission of the list is used", () => {
  const used = new Set(all.flatMap(({ permission, otherPermission }) => [permission, otherPermission]));
  for (const permission of permissions) expect(used, permission).toContain(permission);
});

test.each(named)("$name keeps to the rules of the catalogue", ({ entry }) => {
  const { path, generations, products: needed, permission, paging, pageSize, maxItems } = entry;
  expect(entry.summary).toMatch(/^[A-Z].{8,118}\.$/);
  expect(generations.length).toBeGreaterThan(0);
  expect(path).toMatch(/^(\/[a-z0-9-]+|\/\{[A-Za-z_]+\}|\/v\d)+$/);
  if (generations.includes("1.0")) {
    expect(path.startsWith("/api/")).toBe(true);
    expect(path).not.toContain("{");
  }
  if (path.startsWith("/api/")) expect(entry.method).toBe("POST");
  else expect(generations).toEqual(["2.0"]);
  for (const product of needed) expect(products).toContain(product);
  if (permission !== null) expect(permissions).toContain(permission);
  if (entry.otherPermission !== undefined) {
    expect(permissions).toContain(entry.otherPermission);
    expect(entry.otherPermission).not.toBe(permission);
  }
  expect(pageSize === null).toBe(["none", "siem-token", "feed-token"].includes(paging));
  if (pageSize !== null) {
    expect(pageSize.default).toBeGreaterThan(0);
    expect(pageSize.max).toBeGreaterThanOrEqual(pageSize.default);
    expect(pageSize.max).toBeLessThanOrEqual(500);
  }
  if (paging === "page-token") expect(path.startsWith("/api/")).toBe(true);
  if (paging === "cursor" || paging === "next-page") expect(path.startsWith("/api/")).toBe(false);
  if (maxItems !== undefined) {
    expect(path.startsWith("/api/")).toBe(true);
    expect(maxItems).toBeGreaterThan(0);
  }
  if (entry.method === "GET") expect(entry.effect).toBe("read");
  if (["PUT", "PATCH", "DELETE"].includes(entry.method)) expect(entry.effect).toBe("write");
  for (const oddity of entry.oddities) expect(oddity).toMatch(/^[^ ].{4,}\.$/);
  for (const generation of ["1.0", "2.0"] as const) {
    const quota = entry.quota[generation];
    if (quota === undefined) continue;
    expect(generations).toContain(generation);
    expect(quota.source).not.toBe("");
  }
  // A doubt is said, or nobody can check it.
  if (entry.confidence === "unconfirmed") expect(entry.oddities.length).toBeGreaterThan(0);
});

test("names end in the function for /api/ paths, so that one leads to the other", () => {
  const exceptions = ["siem.get-logs"];
  for (const { name, path } of all) {
    if (!path.startsWith("/api/") || exceptions.includes(name)) continue;
    expect(name).toBe(path.slice("/api/".length).replaceAll("/", "."));
  }
});

test("both generations are there, and what only API 1.0 has is known", () => {
  expect(all.length).toBeGreaterThan(200);
  const only = (generation: string) => all.filter(({ generations }) => generations.join() === generation);
  expect(only("1.0").map(({ name }) => name)).toEqual([
    "siem.get-logs",
    "login.discover-authentication",
    "login.login",
    "login.logout",
    "gateway.find-held-messages",
    "gateway.message.get-message-detail",
    "user.get-profile",
    "awareness-training.campaign.get-campaigns",
    "awareness-training.campaign.get-user-data",
  ]);
  expect(only("2.0").length).toBeGreaterThan(80);
});

test("the catalogue renders as tables, a row for each operation, with the bars of permissions escaped", () => {
  const text = renderCatalogue();
  for (const { name, path, method } of all) expect(text).toContain(`| \`${name}\` | ${method} \`${path}\``);
  const cellsOf = (line: string) => line.replaceAll("\\|", "").split("|").length;
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  expect(new Set(lines.map(cellsOf)).size).toBe(1);
  expect(text).toContain("Gateway \\| Policies \\| Edit");
});
