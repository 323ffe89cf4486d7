import { hashBatch } from "./hash-batch.js";

export const unlistFile = hashBatch({
  name: "unlist-file",
  sentence: "Takes a file's SHA-256 off the account's own list of hashes.",
  operation: "DELETE",
});
