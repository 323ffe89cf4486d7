import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, undoOfEntry } from "../model/entries.js";
import type { TenantObject } from "../model/plan.js";
import { readRows, type TenantRow } from "../model/read-all.js";

const input = z.strictObject({
  sender: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/, "must be one email address, like name@example.com"),
});

type Input = z.output<typeof input>;

const list = "policy.blockedsenders.get-policy";

const entry: EntryForm<Input> = {
  create: "policy.blockedsenders.create-policy",
  remove: "policy.blockedsenders.delete-policy",
  describe: ({ sender }) => `Rejects mail from ${sender} to everyone in the account.`,
  createItem: ({ sender }, reason) => ({
    option: "block_sender",
    policy: {
      description: `Postern: block ${sender}`,
      comment: (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, 200),
      fromPart: "both",
      from: { type: "individual_email_address", emailAddress: sender },
      to: { type: "everyone" },
      fromEternal: true,
      toEternal: true,
      bidirectional: false,
      enabled: true,
      enforced: false,
      override: true,
    },
  }),
  removeItem: ({ id }) => ({ id }),
  restoreItem: ({ item }) => item,
};

/** Rejects mail of one address to everyone, as a blocked-senders policy: listable and deletable in both generations. */
export const blockSender: WritingAction<Input, readonly TenantRow[]> = {
  kind: "writing",
  name: "block-sender",
  family: "senders",
  sentence: "Rejects mail of an address to everyone in the account, at the gateway.",
  input,
  isUsual: true,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [list], writes: [entry.create, entry.remove] }),
  describe: entry.describe,
  reach: ({ sender }) => ({ names: [sender], width: "address" }),
  warn: () => [
    "Mimecast may take up to five minutes until the policy bites. What is rejected meanwhile can't be released.",
  ],
  async probe(client, signal) {
    await client.call(list, { data: [], signal });
  },
  async read(client, { signal }) {
    const answer = await client.call(list, { data: [], signal });
    return readRows(answer.data);
  },
  locate: (rows, wanted) => rows.flatMap((row) => toFound(row, wanted)),
  calls: (input, ground) => callsOfEntry(entry, input, ground),
  history: ({ sender }) => ({ sender }),
  undo: {
    isPossible: true,
    sentence: () => "Undo deletes the policy. Mail rejected meanwhile does not come back.",
    calls: (_input, ground) => undoOfEntry(entry, ground),
  },
};

function toFound(row: TenantRow, { sender }: Input): TenantObject[] {
  const policy = isRow(row["policy"]) ? row["policy"] : null;
  if (policy === null || typeof row["id"] !== "string") return [];
  const from = isRow(policy["from"]) ? policy["from"] : {};
  const address = typeof from["emailAddress"] === "string" ? from["emailAddress"].toLowerCase() : null;
  if (address !== sender) return [];
  const { createTime: _created, lastUpdated: _updated, ...kept } = policy;
  const item = { option: row["option"], policy: kept };
  const description =
    typeof policy["description"] === "string" ? policy["description"] : "without description";
  const isBlock = row["option"] === "block_sender";
  return [
    {
      id: row["id"],
      meaning: `${isBlock ? "blocks" : "exempts"} ${sender} (policy "${description}")`,
      item,
      bearing: isBlock && coversEveryone(policy) ? "same" : "related",
    },
  ];
}

/** Only a policy in force, for both sender addresses, to everyone, from everywhere and for ever does the whole job. */
function coversEveryone(policy: TenantRow): boolean {
  const to = isRow(policy["to"]) ? policy["to"]["type"] : policy["toType"];
  const conditions = isRow(policy["conditions"]) ? Object.values(policy["conditions"]) : [];
  return (
    to === "everyone" &&
    policy["fromPart"] === "both" &&
    policy["enabled"] !== false &&
    policy["fromEternal"] !== false &&
    policy["toEternal"] !== false &&
    conditions.every((condition) => Array.isArray(condition) && condition.length === 0)
  );
}

function isRow(value: unknown): value is TenantRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
