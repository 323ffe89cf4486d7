import { isDeepStrictEqual } from "node:util";
import type { Generation, OperationName } from "@postern/mimecast";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { Item, PlannedCall, TenantObject } from "../model/plan.js";
import { isRow } from "../model/read-all.js";
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
import { policyText, switches } from "./policy-input.js";
import type { PolicyRow } from "./policy-row.js";

function inputOf({ beside }: PolicyFamily) {
  return z.strictObject({
    policy: policyText,
    description: z.string().trim().min(1).optional().describe("its new description"),
    does: (beside.words === null ? z.string().trim().min(1) : z.enum(beside.words))
      .optional()
      .describe(beside.words === null ? "the id of another set of alterations to apply" : "what it is to do"),
    enabled: switches.enabled.optional(),
    enforced: switches.enforced.optional(),
    override: switches.override.optional(),
    bidirectional: switches.bidirectional.optional(),
  });
}

type Input = z.output<ReturnType<typeof inputOf>>;

/** How a policy is changed: what is to stand there, from what stands there now. */
export interface PolicyChange {
  readonly operation: OperationName;
  readonly generations: readonly Generation[];
  readonly toCall: (object: TenantObject, wanted: Item) => Pick<PlannedCall, "item" | "request">;
}

/** The older call replaces a policy whole: what is not to change is sent again as it was read. */
export function replacing(operation: OperationName): PolicyChange {
  return {
    operation,
    generations: ["1.0", "2.0"],
    toCall: ({ id }, wanted) => ({ item: { id, ...wanted } }),
  };
}

/** The REST call changes what it is sent and leaves the rest; ids are the same on both ways. */
export function patching(operation: OperationName): PolicyChange {
  return {
    operation,
    generations: ["2.0"],
    toCall: ({ id, item }, wanted) => ({
      request: { pathParameters: { policy_id: id }, body: differences(flat(item), flat(wanted)) },
    }),
  };
}

/** Changes a policy of a family. */
export function policyUpdate(
  family: PolicyFamily,
  change: PolicyChange,
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
    generations: change.generations,
    operations: () => ({ reads: [list], writes: [change.operation] }),
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
      (found ?? []).map((object) => replace(change, object, changed(object.item, input, beside.field))),
    undo: {
      isPossible: true,
      sentence: () => "Undo puts every field back as it was.",
      calls(_input, { before, found }) {
        const [former] = before ?? [];
        const [now] = found ?? [];
        return former === undefined || now === undefined ? [] : [replace(change, now, former.item)];
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

function replace({ operation, toCall }: PolicyChange, object: TenantObject, wanted: Item): PlannedCall {
  return { operation, purpose: `change what ${object.meaning}`, ...toCall(object, wanted) };
}

/** REST has no scope around the fields of a policy. */
function flat({ policy, ...beside }: Item): Item {
  return { ...beside, ...(isRow(policy) ? policy : {}) };
}

function differences(held: Item, wanted: Item): Item {
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(held[field], value)),
  );
}

function describe(changes: Item): string {
  return Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `${field} ${String(value)}`)
    .join(", ");
}
