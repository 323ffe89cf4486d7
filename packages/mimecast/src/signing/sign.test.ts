import { expect, test } from "vitest";
import { formatSignatureDate, signRequest } from "./index.js";

test("the signature is the one of the test vector", () => {
  expect(
    signRequest({
      date: "Tue, 24 Nov 2015 12:50:11 UTC",
      requestId: "8b1f7c1e-7d0a-4c7e-9b1e-3f3b0c8a9d10",
      path: "/api/ttp/url/get-logs",
      applicationKey: "11111111-2222-3333-4444-555555555555",
      secretKey: "aW52ZW50ZWQtc2VjcmV0LWtleS1mb3ItZG9jcy1vbmx5LTAwMDE=",
    }),
  ).toBe("BJLpmTw/U3BXul+Kh4uMTiyN7Gs=");
});

test("the signature date says UTC, in English, with two-digit fields", () => {
  expect(formatSignatureDate(Date.UTC(2015, 10, 24, 12, 50, 11))).toBe("Tue, 24 Nov 2015 12:50:11 UTC");
  expect(formatSignatureDate(Date.UTC(2025, 2, 1, 3, 4, 5, 678))).toBe("Sat, 01 Mar 2025 03:04:05 UTC");
});
