import { expect, test } from "vitest";
import { describeBytes } from "./bytes.js";

test("broken bytes are shown as the text they are, a damaged archive in hexadecimal", () => {
  expect(describeBytes(Buffer.from('{"a":\n"é'), 100)).toEqual(['{"a":', '"é']);
  const [words, first, ...others] = describeBytes(Buffer.from([0x1f, 0x8b, 8, 0, 0xff]), 100);
  expect(words).toContain("hexadecimal");
  expect([first, ...others]).toEqual(["1f8b0800ff"]);
  expect(describeBytes(Buffer.alloc(10_000, 0xff), 2000)).toHaveLength(9);
});
