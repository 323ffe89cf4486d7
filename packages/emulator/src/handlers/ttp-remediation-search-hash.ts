import { answerEnvelope, readItems } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";

const mostHashes = 100;

/**
 * Tells which of the hashes were seen in the account's mail. What is no SHA-256 is among the failed ones, and so is what
 * wasn't found where a large tenant's mail is too much to look through.
 */
export const searchHash: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  const { hashes } = item;
  if (!Array.isArray(hashes) || hashes.length === 0)
    return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.missing("hashes")] }]);
  if (hashes.length > mostHashes)
    return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.tooMany("hashes", mostHashes)] }]);
  const asked = hashes.map((hash: unknown) => (typeof hash === "string" ? hash : JSON.stringify(hash)));
  const good = asked.filter((hash) => /^[0-9a-f]{64}$/i.test(hash));
  const { seen, isWhole } = emulation.seenFiles.find(
    [...new Set(good.map((hash) => hash.toLowerCase()))],
    emulation.clock.now(),
  );
  const isSettled = (hash: string) => isWhole || seen.has(hash.toLowerCase());
  const hashStatus = good.filter(isSettled).map((hash) => ({ hash, detected: seen.has(hash.toLowerCase()) }));
  const failedHashes = asked.filter((hash) => !good.includes(hash) || !isSettled(hash));
  return answerEnvelope([{ hashStatus, failedHashes }]);
};
