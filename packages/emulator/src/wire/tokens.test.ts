import { expect, test } from "vitest";
import { TokenMint } from "./tokens.js";

const mint = new TokenMint("one tenant");

test("opens its own tokens of the right kind, and nothing else", () => {
  const token = mint.seal("page", [1, "two", null, true]);
  expect(token).toMatch(/^eN[\w-]+$/);
  expect(mint.open("page", token)).toEqual([1, "two", null, true]);
  expect(mint.open("chain", token)).toBeNull();
  expect(new TokenMint("another tenant").open("page", token)).toBeNull();
  for (const damaged of ["", "eNo", token.slice(0, -4), `${token.slice(0, 10)}AAAA${token.slice(14)}`]) {
    expect(mint.open("page", damaged)).toBeNull();
  }
});
