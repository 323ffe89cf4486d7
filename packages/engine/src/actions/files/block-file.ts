import { hashBatch } from "./hash-batch.js";

export const blockFile = hashBatch({
  name: "block-file",
  sentence: "Blocks mail with a file of this SHA-256, by the account's own list of hashes.",
  operation: "BLOCK",
});
