import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, toSafeJson } from "./clean.js";

const escapeCode = "\u001b";

describe("text of a tenant on the terminal", () => {
  test.each([
    ["colours", `${escapeCode}[31mred${escapeCode}[0m`, "red"],
    ["a cursor that goes back over the line", `paid${escapeCode}[4Dowed`, "paidowed"],
    ["a new title of the window", `a${escapeCode}]0;owned\u0007b`, "ab"],
    [
      "a link that shows another target",
      `${escapeCode}]8;;https://evil.example${escapeCode}\\bank${escapeCode}]8;;${escapeCode}\\`,
      "bank",
    ],
    ["a device control string", `a${escapeCode}P1;2|payload${escapeCode}\\b`, "ab"],
    ["control characters of one byte", "a\u009b31mb\u009d0;t\u009cc", "abc"],
    ["an overwriting carriage return", "harmless\rowned", "harmless owned"],
    ["lines that pretend to be ours", "subject\n  run-1  done", "subject   run-1  done"],
    ["backspaces and bells", "ab\u0008\u0007c\u007f", "abc"],
    ["a turned writing direction", "invoice\u202efdp.exe", "invoicefdp.exe"],
    ["isolates and marks", "\u2066a\u2069\u200e\u200f\u061cb", "ab"],
    ["characters without width", "pay\u200bpal\ufeff", "paypal"],
    ["hidden tags", "a\u{e0041}b", "ab"],
    ["half a surrogate", "a\ud800b", "ab"],
  ])("loses %s", (_, hostile, harmless) => {
    expect(cleanText(hostile)).toBe(harmless);
  });

  test("keeps what people write", () => {
    const text = "Réunion – 会議 🎁 👩‍💻 naïve Ω ‚quoted‘";
    expect(cleanText(text)).toBe(text);
  });

  test("never lets a control character through, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("JSON for programs", () => {
  test("stays the same value and holds nothing a terminal obeys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const json = toSafeJson({ text });
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
