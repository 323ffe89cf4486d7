import { expect, test } from "vitest";
import { egressOf, listOwnAddresses } from "./egress.js";

const vendor = "203.0.113.9";

test.each([
  ["10.0.0.5", vendor, false, null, "this machine has 2 addresses (it uses 10.0.0.5)"],
  ["100.64.1.2", vendor, false, null, "it uses 100.64.1.2"],
  ["fd00::5", "2001:db8::9", false, null, "it uses fd00::5"],
  ["::ffff:192.168.1.5", vendor, false, null, "a router puts"],
  ["198.51.100.7", vendor, false, "198.51.100.7", "public"],
  ["2001:db8::7", "2001:db8::9", false, "2001:db8::7", "public"],
  ["198.51.100.7", "198.51.100.1", true, null, "the proxy's"],
  ["127.0.0.1", "127.0.0.1", false, null, "on this machine"],
  ["10.0.0.5", "10.0.0.9", false, "10.0.0.5", "same network"],
])("from %s to %s, by a proxy: %s: %s is what the tenant sees", (local, remote, isProxy, address, words) => {
  const egress = egressOf({ local, remote, isProxy }, ["10.0.0.5", "fd00::5"]);
  expect(egress).toEqual({ address, reason: expect.stringContaining(words) });
});

test("the machine's own addresses are none that only it sees", () => {
  for (const address of listOwnAddresses()) expect(address).not.toMatch(/^(?:127\.|::1$|fe80:)/);
});
