import { formatUtc } from "../clicks/click-row.js";
import { type HashBatch, type HashOperation, hashOperations } from "../console/hash-list.js";
import type { Guesses } from "../guesses/guesses.js";
import { noteHashBatch } from "../logs/audit-trail.js";
import { isObject, type JsonObject, readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { type ItemError, itemErrors } from "../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "./each-item.js";
import type { Handler } from "./handler.js";
import { cutPage } from "./list-pages.js";
import { checkChoice } from "./searches.js";

const longestProvider = 10;

/** Uploads file hashes, each batch as a whole or not at all. */
const createBatch = handleEach(({ item, call, emulation }): ItemOutcome => {
  const errors: ItemError[] = [];
  const operation = readOperation(item, errors);
  const asked = readHashes(item, { errors, guesses: emulation.guesses });
  if (errors.length > 0 || operation === null) return { errors };
  const { hashList, mint, clock } = emulation;
  const room = hashList.capacity - hashList.used;
  const isTooMany = operation !== "DELETE" && hashList.countNew(asked) > room;
  if (isTooMany && (emulation.guesses.overfullBatch === "refused" || room === 0))
    return { errors: [itemErrors.hashQuotaExceeded()] };
  const hashes = isTooMany ? asked.slice(0, room) : asked;
  const makeId = (serial: number) => mint.seal("batch", [serial]);
  const batch = hashList.add({ operation, hashes }, { now: clock.now(), makeId });
  emulation.forgetFuture();
  noteHashBatch("Threat Intelligence Batch Created", batch, { call, emulation });
  return { row: describeBatch(batch) };
});

function readOperation(item: JsonObject, errors: ItemError[]): HashOperation | null {
  const given = item["operationType"];
  const operation = hashOperations.find((candidate) => candidate === given) ?? null;
  if (given === undefined || given === null) errors.push(itemErrors.missing("operationType"));
  else if (operation === null) errors.push(itemErrors.notAllowed("operationType", hashOperations));
  return operation;
}

function readHashes(
  item: JsonObject,
  { errors, guesses }: { readonly errors: ItemError[]; readonly guesses: Guesses },
): string[] {
  const mostHashes = guesses.hashesPerBatch;
  const { hashList } = item;
  if (!Array.isArray(hashList) || hashList.length === 0) {
    errors.push(itemErrors.missing("hashList"));
    return [];
  }
  if (hashList.length > mostHashes) {
    errors.push(itemErrors.tooMany("hashList", mostHashes));
    return [];
  }
  return hashList.flatMap((entry: unknown) => {
    const error = findFault(entry, guesses);
    if (error !== null) errors.push(error);
    return (readText(entry, "hash") ?? "").toLowerCase();
  });
}

const patterns = {
  sha256: /^[0-9a-f]{64}$/i,
  any: /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i,
} as const;

function findFault(entry: unknown, { hashKinds }: Guesses): ItemError | null {
  if (!isObject(entry)) return itemErrors.nullItem();
  const hash = readText(entry, "hash");
  if (hash === null) return itemErrors.missing("hashList.hash");
  if (!patterns[hashKinds].test(hash)) return itemErrors.hashInvalid("hashList.hash");
  const provider = readText(entry, "provider") ?? "";
  return provider.length > longestProvider ? itemErrors.tooLong("hashList.provider", longestProvider) : null;
}

/** Takes a batch back: what it put on the list and nothing has changed since is off it again. */
const deleteBatch = handleEach(deleteOne, { most: 1 });

function deleteOne({ item, call, emulation }: ItemCall): ItemOutcome {
  const id = readText(item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  if (emulation.mint.open("batch", id) === null) return { errors: [itemErrors.invalidToken()] };
  const batch = emulation.hashList.remove(id, emulation.clock.now());
  if (batch === null) return { errors: [itemErrors.batchNotFound()] };
  emulation.forgetFuture();
  noteHashBatch("Threat Intelligence Batch Deleted", batch, { call, emulation });
  return { row: { id, success: true } };
}

/** Answers a page of batches, newest first unless asked otherwise. That rows look as at their creation is guessed. */
const getBatches: Handler = (call, emulation) => {
  const item = readItems(call.body)[0] ?? {};
  checkChoice(item, "sortBy", ["CREATE_TIME"]);
  checkChoice(item, "order", ["DESC", "ASC"]);
  const batches = [...emulation.hashList.list()];
  if (item["order"] !== "ASC") batches.reverse();
  const { rows, pagination } = cutPage(batches, { call, emulation, kind: "hash-batches" });
  return answerEnvelope(rows.map(describeBatch), { pagination });
};

/** `createTime` and `operationType` are guessed names. A batch is in force as soon as it is made. */
function describeBatch({ id, operation, hashes, createdAt }: HashBatch): JsonObject {
  return {
    batchIdToken: id,
    operationType: operation,
    hashCount: hashes.length,
    createTime: formatUtc(createdAt),
    completionTime: formatUtc(createdAt),
  };
}

/** What is used and what remains is known to be told, the names of the two are guessed. */
const getQuota: Handler = (_call, { hashList }) =>
  answerEnvelope([{ used: hashList.used, remaining: hashList.capacity - hashList.used }]);

/** The account's own list of file hashes. */
export const hashHandlers = {
  "byo-threat-intelligence.create-batch": createBatch,
  "byo-threat-intelligence.delete-batch": deleteBatch,
  "byo-threat-intelligence.get-batches": getBatches,
  "byo-threat-intelligence.get-quota": getQuota,
} as const;
