import { isDeepStrictEqual } from "node:util";
import type { OperationName } from "@postern/mimecast";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { Item, PlannedCall, TenantObject } from "../model/plan.js";
import { slowness } from "../senders/sender-policies.js";
import {
  descriptionOf,
  type FamilyReading,
  findPolicies,
  type PolicyFamily,
  probeFamily,
  readFamily,
  refusePolicy,
  toPolicyObject,
} from "./families.js";
import type { PolicyRow } from "./policy-row.js";

function inputOf({ beside }: PolicyFamily) {
  return z.strictObject({
    policy: z.string().trim().min(1).describe("its id, or its very description"),
    description: z.string().trim().min(1).optional().describe("its new description"),
    does: (beside.words === null ? z.string().trim().min(1) : z.enum(beside.words)).optional(),
    enabled: z.boolean().optional(),
    enforced: z.boolean().optional(),
    override: z.boolean().optional(),
    bidirectional: z.boolean().optional(),
  });
}

type Input = z.output<ReturnType<typeof inputOf>>;

/** Changes a policy of a family. The call replaces it whole: what is not to change is sent again as it was read. */
export function policyUpdate(
  family: PolicyFamily,
  update: OperationName,
): WritingAction<Input, FamilyReading> {
  const { name, one, list, beside } = family;
  const isAsWanted = (row: PolicyRow, input: Input) =>
    isDeepStrictEqual(changed({ ...row.beside, policy: row.policy }, input, beside.field), {
      ...row.beside,
      policy: row.policy,
    });
  return {
    kind: "writing",
    name: `update-${name}-policy`,
    family: "policies",
    sentence: `Changes a policy of the family ${name}.`,
    input: inputOf(family),
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [list], writes: [update] }),
    describe: ({ policy, ...changes }) => `Changes the ${one} "${policy}": ${describe(changes)}.`,
    refuse: ({ policy: _policy, ...changes }) =>
      Object.values(changes).every((value) => value === undefined) ? "nothing is to be changed." : null,
    reach: () => ({ names: [], width: "object" }),
    warn: () => [slowness],
    probe: (client, signal) => probeFamily(client, family, signal),
    read: (client, { signal }) => readFamily(client, family, { scopes: [], signal }),
    consider: ({ policy }, reading) => ({ refusal: refusePolicy(reading, policy, family), warnings: [] }),
    locate: (reading, input, before) =>
      named(reading, input, before).map((row) =>
        toPolicyObject(row, family, isAsWanted(row, input) ? "same" : "opposite"),
      ),
    isDone: (_input, found) => found.length > 0 && found.every(({ bearing }) => bearing === "same"),
    calls: (input, { found }) =>
      (found ?? []).map((object) => replace(update, object, changed(object.item, input, beside.field))),
    undo: {
      isPossible: true,
      sentence: () => "Undo puts every field back as it was.",
      calls(_input, { before, found }) {
        const [former] = before ?? [];
        const [now] = found ?? [];
        return former === undefined || now === undefined ? [] : [replace(update, now, former.item)];
      },
    },
  };
}

/** Renamed, or read under another id, it is still the one that was found when the run was planned. */
function named(
  reading: FamilyReading,
  { policy, description }: Input,
  before: readonly TenantObject[],
): readonly PolicyRow[] {
  const ids = new Set(before.map(({ id }) => id));
  const same = reading.policies.filter(({ id }) => ids.has(id));
  if (same.length > 0) return same;
  const found = findPolicies(reading, policy);
  if (found.length > 0 || before.length === 0) return found;
  return reading.policies.filter((row) => descriptionOf(row) === description);
}

function changed(item: Item, { policy: _policy, does, ...changes }: Input, field: string): Item {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const scope = typeof item["policy"] === "object" ? item["policy"] : {};
  return { ...item, ...(does === undefined ? {} : { [field]: does }), policy: { ...scope, ...given } };
}

function replace(operation: OperationName, object: TenantObject, item: Item): PlannedCall {
  return { operation, purpose: `change what ${object.meaning}`, item: { id: object.id, ...item } };
}

function describe(changes: Item): string {
  return Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `${field} ${String(value)}`)
    .join(", ");
}
