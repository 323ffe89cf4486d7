import type { MimecastClient } from "@postern/mimecast";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { sha256Text } from "../model/inputs.js";
import type { PlannedCall } from "../model/plan.js";
import { readRows, type TenantRow } from "../model/read-all.js";

const input = z.strictObject({
  hash: sha256Text.describe("the SHA-256 of the file"),
  description: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe("what the list says beside it; without it, Postern"),
});

type Input = z.output<typeof input>;
type Operation = "ALLOW" | "BLOCK" | "DELETE";

const create = "byo-threat-intelligence.create-batch";
const quota = "byo-threat-intelligence.get-quota";
/** What is known of the largest uploads (actions reference, 2.11). */
const hashesAtOnce = 1000;

export interface QuotaReading {
  readonly wanted: number;
  /** Null: not told. */
  readonly remaining: number | null;
}

/** Puts file hashes on the account's own list, or takes them off: what the list holds can't be read. */
export function hashBatch(face: {
  readonly name: string;
  readonly sentence: string;
  readonly operation: Operation;
}): WritingAction<Input, QuotaReading> {
  const { name, sentence, operation } = face;
  const describe = ({ hash }: Input) => `${verbs[operation]} ${hash}.`;
  return {
    kind: "writing",
    name,
    family: "files",
    sentence,
    input,
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [quota], writes: [create] }),
    describe,
    reach: () => ({ names: [], width: "object" }),
    warn: () => ["It needs the package BYO Threat Intelligence."],
    async probe(client, signal) {
      await client.call(quota, { data: [], signal });
    },
    read: async (client, { inputs, signal }) => ({
      wanted: inputs.length,
      remaining: await readRemaining(client, signal),
    }),
    consider: (_input, { wanted, remaining }) => ({
      refusal:
        operation !== "DELETE" && remaining !== null && remaining < wanted
          ? `the account's list takes ${String(remaining)} more hashes, and ${String(wanted)} are to go on it.`
          : null,
      warnings: [],
    }),
    locate: () => null,
    calls: (wanted) => [upload(operation, wanted, describe(wanted))],
    undo:
      operation === "DELETE"
        ? {
            isPossible: false,
            sentence: () => "What the list said of the hash is not known: it does not come back.",
          }
        : {
            isPossible: true,
            sentence: () =>
              "Undo takes the hash off the list. What an earlier entry said of it is not known and does not come back.",
            calls: (wanted) => [upload("DELETE", wanted, `take ${wanted.hash} off the list`)],
          },
  };
}

const verbs = {
  ALLOW: "Lets pass, whatever its scan says, the file with the SHA-256",
  BLOCK: "Blocks the file with the SHA-256",
  DELETE: "Takes off the account's list the file with the SHA-256",
} as const;

function upload(operationType: Operation, { hash, description }: Input, purpose: string): PlannedCall {
  // The provider takes ten characters.
  const entry = { hash, description: description ?? "Postern", provider: "Postern" };
  const item = { operationType, hashList: [entry] };
  return { operation: create, purpose, item, listedUnder: "hashList", listedAtOnce: hashesAtOnce };
}

/** That used and remaining are told is known, not under which names. */
async function readRemaining(
  client: MimecastClient,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const [row] = readRows((await client.call(quota, { data: [], signal })).data);
  return row === undefined ? null : findRemaining(row);
}

function findRemaining(row: TenantRow): number | null {
  const named = Object.entries(row).find(([name]) => /remain|available|left/i.test(name))?.[1];
  return typeof named === "number" ? named : null;
}
