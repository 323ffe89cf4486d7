import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, isMade, undoOfEntry } from "../model/entries.js";
import { moment, toVendorTime } from "../model/inputs.js";
import type { Item } from "../model/plan.js";
import { domainOf, kindOfName } from "../names/names.js";
import { describeRecipient, describeSender, scopeText } from "../senders/sender-input.js";
import { groupOf, refuseGroup, slowness, targetOf } from "../senders/sender-policies.js";
import {
  type FamilyReading,
  type PolicyFamily,
  probeFamily,
  readFamily,
  toPolicyObject,
} from "./families.js";
import { switches } from "./policy-input.js";

const texts = z.array(z.string().trim().min(1)).default([]);

function inputOf({ beside }: PolicyFamily) {
  return z.strictObject({
    description: z.string().trim().min(1).describe("its name in the console"),
    does: (beside.words === null ? z.string().trim().min(1) : z.enum(beside.words)).describe(
      beside.words === null ? "the id of the set of alterations that it applies" : "what it does",
    ),
    from: scopeText.describe("whose mail: everyone, an address, a domain, or group:Name"),
    to: scopeText.prefault("everyone").describe("to whom, in the same words"),
    fromPart: z
      .enum(["both", "envelope_from", "header_from"])
      .default("both")
      .describe("which address of the sender counts"),
    starts: moment.optional().describe("in force from then on"),
    ends: moment.optional().describe("in force until then"),
    enabled: switches.enabled.default(true),
    enforced: switches.enforced.default(false),
    override: switches.override.default(false),
    bidirectional: switches.bidirectional.default(false),
    sourceIPs: texts.describe("only from servers in these ranges"),
    hostnames: texts.describe("only from servers of these names"),
    spfDomains: texts.describe("only from servers that the SPF records of these domains name"),
  });
}

type Input = z.output<ReturnType<typeof inputOf>>;

/** Makes a policy of a family; one of the same description and meaning that is there already will do. */
export function policyCreation(family: PolicyFamily): WritingAction<Input, FamilyReading> {
  const { name, one, list, create, remove, beside } = family;
  const form: EntryForm<Input, FamilyReading> = {
    create,
    remove,
    describe: ({ description, from, to }) =>
      `Makes the ${one} "${description}": mail from ${describeSender(from)} to ${describeRecipient(to)}.`,
    createItem: (input, { reading, reason }) => ({
      [beside.field]: input.does,
      policy: {
        ...toPolicy(input, reading),
        comment: (reason === "" ? "Postern" : `Postern: ${reason}`).slice(0, 200),
      },
    }),
    removeItem: ({ id }) => ({ id }),
    restoreItem: ({ item }) => item,
  };
  return {
    kind: "writing",
    name: `create-${name}-policy`,
    family: "policies",
    sentence: `Makes a policy of the family ${name}.`,
    input: inputOf(family),
    generations: ["1.0", "2.0"],
    operations: () => ({ reads: [list], writes: [create, remove] }),
    describe: form.describe,
    refuse: ({ does, from, to }) =>
      does === "block_sender" && from === "everyone" && to === "everyone"
        ? "everyone to everyone is all mail of the account: name a sender or a recipient."
        : null,
    reach: ({ from }) => ({
      names: namesOf(from),
      width: groupOf(from) === null ? kindOfName(from) : "object",
    }),
    warn: () => [slowness],
    probe: (client, signal) => probeFamily(client, family, signal),
    read: (client, { inputs, signal }) =>
      readFamily(client, family, { scopes: inputs.flatMap(({ from, to }) => [from, to]), signal }),
    consider: ({ from, to }, reading) => ({
      refusal: refuseGroup(reading, from) ?? refuseGroup(reading, to),
      warnings: [],
    }),
    locate: (reading, input) =>
      reading.policies.flatMap((row) => {
        const wanted = toPolicy(input, reading);
        if (row.policy["description"] !== input.description) return [];
        const { comment: _comment, ...held } = row.policy;
        const isSame = row.beside[beside.field] === input.does && isDeepStrictEqual(held, wanted);
        return [toPolicyObject(row, family, isSame ? "same" : "related")];
      }),
    isDone: (_input, found) => isMade(found),
    calls: (input, ground) => callsOfEntry(form, input, ground),
    undo: {
      isPossible: true,
      sentence: () =>
        "Undo deletes the policy that was made. Mail it stopped or let pass meanwhile stays as it went.",
      calls: (_input, ground) => undoOfEntry(form, ground),
    },
  };
}

function namesOf(from: string): readonly string[] {
  return groupOf(from) !== null || from === "everyone" || domainOf(from) === "" ? [] : [from];
}

/** As it is written, and as a reading of it is brought back to. */
function toPolicy(input: Input, { groups }: FamilyReading): Item {
  const { description, from, to, fromPart, starts, ends, enabled, enforced, override, bidirectional } = input;
  const lists = { sourceIPs: input.sourceIPs, hostnames: input.hostnames, spfDomains: input.spfDomains };
  return {
    description,
    fromPart,
    override,
    bidirectional,
    enabled,
    enforced,
    from: targetOf(from, groups),
    to: targetOf(to, groups),
    ...(starts === undefined ? { fromEternal: true } : { fromDate: toVendorTime(starts) }),
    ...(ends === undefined ? { toEternal: true } : { toDate: toVendorTime(ends) }),
    conditions: Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0)),
  };
}
