import { hashBatch } from "./hash-batch.js";

export const allowFile = hashBatch({
  name: "allow-file",
  sentence: "Lets a file of this SHA-256 pass, by the account's own list of hashes.",
  operation: "ALLOW",
});
