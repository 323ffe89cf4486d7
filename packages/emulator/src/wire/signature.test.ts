import { expect, test } from "vitest";
import { computeSignature, isSameSignature } from "./signature.js";

test("computes the signature of the reference's vector", () => {
  const signature = computeSignature(
    {
      date: "Tue, 24 Nov 2015 12:50:11 UTC",
      requestId: "8b1f7c1e-7d0a-4c7e-9b1e-3f3b0c8a9d10",
      path: "/api/ttp/url/get-logs",
      applicationKey: "11111111-2222-3333-4444-555555555555",
    },
    "aW52ZW50ZWQtc2VjcmV0LWtleS1mb3ItZG9jcy1vbmx5LTAwMDE=",
  );
  expect(signature).toBe("BJLpmTw/U3BXul+Kh4uMTiyN7Gs=");
  expect(isSameSignature(signature, "BJLpmTw/U3BXul+Kh4uMTiyN7Gs=")).toBe(true);
  expect(isSameSignature(signature, "BJLpmTw/U3BXul+Kh4uMTiyN7Gs")).toBe(false);
});
