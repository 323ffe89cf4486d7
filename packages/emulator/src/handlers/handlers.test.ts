import { operations } from "@postern/mimecast/catalogue";
import { expect, test } from "vitest";
import { handlers } from "./index.js";

test("every operation of the catalogue has its handler", () => {
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(operations).sort());
});
