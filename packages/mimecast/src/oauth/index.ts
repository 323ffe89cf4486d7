export { readGrant, writeGrantForm } from "./grant.js";
export { createTokenSource, type TokenSource } from "./token-source.js";
