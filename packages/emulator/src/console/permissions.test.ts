import { expect, test } from "vitest";
import { isGranted } from "./permissions.js";

test("understands the words of menus and guides", () => {
  const guide = [
    "Gateway Menu | Policies | All",
    "Services Menu | URL Protection | All",
    "Directories | Groups | All",
  ];
  expect(isGranted(guide, "Gateway | Policies | Read")).toBe(true);
  expect(isGranted(guide, "Gateway | Policies | Edit")).toBe(true);
  expect(isGranted(guide, "Services | URL Protection | Edit")).toBe(true);
  expect(isGranted(guide, "Monitoring | URL Protection | Read")).toBe(false);
  expect(
    isGranted(
      ["Services | Targeted Threat Protection - URL Protect | Edit"],
      "Services | URL Protection | Edit",
    ),
  ).toBe(true);
});

test("a level given alone is that level alone", () => {
  expect(isGranted(["Gateway | Policies | Read"], "Gateway | Policies | Edit")).toBe(false);
  expect(isGranted(["gateway|policies|read"], "Gateway | Policies | Read")).toBe(true);
});
