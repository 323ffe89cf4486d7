import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { errorKinds, MimecastError } from "@postern/mimecast";
import { describe, expect, test } from "vitest";
import { PosternError, toPosternError } from "./index.js";
import { renderErrors } from "./render.js";
import { errorCodes, errorTable } from "./table.js";

describe("the error table", () => {
  test("is what docs/errors.md says", () => {
    const page = fileURLToPath(new URL("../../../../docs/errors.md", import.meta.url));
    expect(readFileSync(page, "utf8")).toBe(renderErrors());
  });

  test("has a row for every kind of error the API client throws", () => {
    for (const kind of Object.keys(errorKinds) as (keyof typeof errorKinds)[]) {
      const error = toPosternError(new MimecastError({ kind, message: "x" }));
      expect(error.code).toBe(kind === "aborted" ? "interrupted" : kind);
      expect(errorCodes).toContain(error.code);
    }
  });

  test.each(errorCodes)("%s tells what it means, what Postern does and what you do", (code) => {
    const { means, posternDoes, youDo, exitCode } = errorTable[code];
    for (const text of [means, posternDoes, youDo]) expect(text).toMatch(/[.)]$/);
    expect(exitCode).toBeGreaterThan(0);
  });

  test("takes what nobody foresaw as internal, and leaves our own errors as they are", () => {
    expect(toPosternError(new Error("boom"))).toMatchObject({ code: "internal", message: "boom" });
    expect(toPosternError("boom").code).toBe("internal");
    const own = new PosternError("bad-usage", "x");
    expect(toPosternError(own)).toBe(own);
  });
});
