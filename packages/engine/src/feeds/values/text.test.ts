import { describe, expect, test } from "vitest";
import { readAddress, readHost, readIpAddress, readMessageId, readSubject, readText } from "./text.js";

describe("reading vendor texts", () => {
  test.each([["N/A"], ["NA"], ["None"], ["null"], ["<>"], [""], ["  "], [null], [undefined], [{}]])(
    "takes %j for no value",
    (value) => expect(readText(value)).toBeNull(),
  );

  test("keeps numbers and booleans as text", () => {
    expect(readText(550)).toBe("550");
    expect(readText(false)).toBe("false");
  });

  test("keeps a subject as somebody wrote it, be it None", () => {
    expect(readSubject("None")).toBe("None");
    expect(readSubject("")).toBeNull();
  });

  test.each([
    ["Ana@Corp.example", "ana@corp.example"],
    [["a@x.example", "b@x.example"], "a@x.example"],
    ["Ana <ana@x.example>", "ana@x.example"],
    ["a@x.example, b@x.example", "a@x.example"],
    ["johndoe@local", "johndoe@local"],
    ["<>", null],
    [[], null],
  ])("reads the address of %j", (value, address) => expect(readAddress(value)).toBe(address));

  test.each([
    ["<m1@x.example>", "m1@x.example"],
    ["m1@x.example", "m1@x.example"],
    ["\\u003em1@x.example\\u003e", "m1@x.example"],
    ["", null],
  ])("reads the message id of %j", (value, id) => expect(readMessageId(value)).toBe(id));

  test.each([
    ["192.0.2.10", "192.0.2.10"],
    ["2001:DB8::1", "2001:db8::1"],
    ["Internal IP", null],
    ["N/A", null],
  ])("reads the address of origin %j", (value, address) => expect(readIpAddress(value)).toBe(address));

  test.each([
    ["https://WWW.Bad.example:8443/x?y", "www.bad.example"],
    ["https://user:word@bad.example/", "bad.example"],
    ["https://[2001:db8::1]/x", "[2001:db8::1]"],
    ["//bad.example/x", "bad.example"],
    ["https://bad.example.", "bad.example"],
    ["mailto:x@bad.example", null],
    ["not a url", null],
    [null, null],
  ])("reads the host of %j", (url, host) => expect(readHost(url)).toBe(host));
});
