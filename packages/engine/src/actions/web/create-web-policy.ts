import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import { callsOfEntry, type EntryForm, isMade } from "../model/entries.js";
import { contains } from "../model/objects.js";
import type { Item } from "../model/plan.js";
import { kindOfName } from "../names/names.js";
import { describeSender, scopeText } from "../senders/sender-input.js";
import { groupOf, refuseGroup, sameTarget, slowness, targetOf } from "../senders/sender-policies.js";
import {
  blindSpot,
  create,
  getPolicy,
  probeWeb,
  readWeb,
  remove,
  toWebObject,
  type WebPolicy,
  type WebReading,
  webForm,
} from "./web-policies.js";
import { hostOf, sortTargets, targetList, toTarget } from "./web-targets.js";

const input = z
  .strictObject({
    description: z.string().trim().min(1).describe("its name in the console"),
    block: targetList.describe("a URL or a domain that nobody is to reach"),
    allow: targetList.describe("a URL or a domain that is to be reached whatever other policies say"),
    from: scopeText
      .prefault("everyone")
      .describe("whose browsing: everyone, an address, a domain, or group:Name"),
  })
  .refine(({ block, allow }) => block.length + allow.length > 0, "names nothing to block or to allow");

type Input = z.output<typeof input>;

const describe = ({ description, block, allow, from }: Input) => {
  const deeds = [
    ...(block.length === 0 ? [] : [`blocks ${block.join(", ")}`]),
    ...(allow.length === 0 ? [] : [`allows ${allow.join(", ")}`]),
  ];
  const who = groupOf(from) === null ? describeSender(from) : `the members of "${groupOf(from) ?? ""}"`;
  return `Makes the Web Security policy "${description}", which ${deeds.join(" and ")} for ${who}.`;
};

const form: EntryForm<Input, WebReading> = {
  ...webForm,
  describe,
  createItem: (wanted, { reading }) => ({
    description: wanted.description,
    policies: [{ description: wanted.description, ...scopeOf(wanted, reading) }],
    urls: targetsOf(wanted),
  }),
};

/** Makes a policy for the browsing of the account's people. No call lists what there is. */
export const createWebPolicy: WritingAction<Input, WebReading> = {
  kind: "writing",
  name: "create-web-policy",
  family: "policies",
  sentence: "Makes a Web Security policy that blocks or allows URLs and domains for people's browsing.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getPolicy], writes: [create, remove] }),
  unlisted: create,
  blindSpot,
  describe,
  reach: ({ block, from }) => ({
    names: [...new Set(block.map(hostOf))],
    width:
      kindOfName(from) === "address"
        ? "person"
        : block.some((value) => !value.includes("/"))
          ? "domain"
          : "object",
  }),
  warn: () => [slowness],
  probe: probeWeb,
  read: (client, { inputs, ...own }) => readWeb(client, { ...own, scopes: inputs.map(({ from }) => from) }),
  consider: ({ from }, reading) => ({ refusal: refuseGroup(reading, from), warnings: [] }),
  locate(reading, wanted) {
    const own = new Set(
      reading.made.filter((making) => isDeepStrictEqual(making.input, { ...wanted })).map(({ id }) => id),
    );
    const same = reading.policies.filter((policy) => saysSame(policy, wanted, reading));
    const changed = reading.policies.filter((policy) => own.has(policy.id) && !same.includes(policy));
    const found = [
      ...same.map((policy) => toWebObject(policy, "same")),
      ...changed.map((policy) => toWebObject(policy, "opposite")),
    ];
    // Of what we never made, nothing can be told: somebody else's policy may say the same.
    return found.length === 0 && own.size === 0 ? null : found;
  },
  isDone: (_input, found) => isMade(found),
  calls: (wanted, ground) => callsOfEntry(form, wanted, ground),
  undo: {
    isPossible: true,
    sentence: () => "Undo deletes the policy by the id that the tenant answered.",
    calls(_input, { found, before }) {
      const former = before ?? [];
      const now = found ?? [];
      return [
        ...now
          .filter((object) => !contains(former, object))
          .map(
            ({ id, meaning }) =>
              ({ operation: remove, purpose: `take away what ${meaning}`, item: { id } }) as const,
          ),
        ...former
          .filter((object) => !contains(now, object))
          .map(
            ({ item, meaning }) =>
              ({ operation: create, purpose: `put back what stood there before: ${meaning}`, item }) as const,
          ),
      ];
    },
  },
};

function saysSame(policy: WebPolicy, wanted: Input, reading: WebReading): boolean {
  const { from, to } = scopeOf(wanted, reading);
  const [scope, ...others] = policy.policies;
  return (
    policy.description === wanted.description &&
    others.length === 0 &&
    sameTarget(scope?.["from"], from) &&
    sameTarget(scope?.["to"], to) &&
    isDeepStrictEqual(policy.urls, targetsOf(wanted))
  );
}

function scopeOf({ from }: Input, { groups }: WebReading): { readonly from: Item; readonly to: Item } {
  return { from: targetOf(from, groups), to: { type: "everyone" } };
}

function targetsOf({ block, allow }: Input): readonly Item[] {
  return sortTargets([
    ...block.map((value) => toTarget("block", value)),
    ...allow.map((value) => toTarget("allow", value)),
  ]);
}
