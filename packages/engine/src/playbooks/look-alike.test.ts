import { expect, test } from "vitest";
import { findResembled } from "./look-alike.js";

const own = ["fernhill.example", "mail.abc.co.uk"];

test.each([
  ["fernhill-payroll-7k.example", "fernhill.example"],
  ["fernhill.example.evil.example", "fernhill.example"],
  ["fernhi11.example", "fernhill.example"],
  ["femhill.example", "fernhill.example"],
  ["fernhiill.com", "fernhill.example"],
  ["xn--frnhill-7gg.example", "fernhill.example"],
  ["fernhill.com", "fernhill.example"],
])("%s is made to be taken for %s", (domain, resembled) => {
  expect(findResembled(domain, own)).toBe(resembled);
});

test.each([
  "fernhill.example",
  "mail.fernhill.example",
  "foothill.example",
  "abcd.example",
  "news.example",
  "example",
])("%s is one's own, or looks like nobody's here", (domain) => {
  expect(findResembled(domain, own)).toBeNull();
});
