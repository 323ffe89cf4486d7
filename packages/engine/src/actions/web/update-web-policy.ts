import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { WritingAction } from "../model/action.js";
import type { Item, PlannedCall, TenantObject } from "../model/plan.js";
import { isRow } from "../model/read-all.js";
import { policyText } from "../policies/policy-input.js";
import { slowness } from "../senders/sender-policies.js";
import {
  create,
  findWebPolicies,
  getPolicy,
  probeWeb,
  readWeb,
  refuseWebPolicy,
  remembered,
  toWebObject,
  update,
  type WebReading,
} from "./web-policies.js";
import { hostOf, sortTargets, targetList, toTarget } from "./web-targets.js";

const input = z
  .strictObject({
    policy: policyText,
    description: z.string().trim().min(1).optional().describe("its new description"),
    block: targetList.describe("a URL or a domain to block from now on"),
    allow: targetList.describe("a URL or a domain to allow from now on"),
    remove: targetList.describe("a URL or a domain that it is to say nothing of any more"),
  })
  .refine(
    ({ description, block, allow, remove }) =>
      description !== undefined || block.length + allow.length + remove.length > 0,
    "says nothing to change",
  );

type Input = z.output<typeof input>;

const describe = ({ policy, description, block, allow, remove }: Input) => {
  const deeds = [
    ...(description === undefined ? [] : [`calls it "${description}"`]),
    ...(block.length === 0 ? [] : [`blocks ${block.join(", ")}`]),
    ...(allow.length === 0 ? [] : [`allows ${allow.join(", ")}`]),
    ...(remove.length === 0 ? [] : [`drops ${remove.join(", ")}`]),
  ];
  return `Changes the Web Security policy "${policy}": ${deeds.join(", ")}.`;
};

/** The call replaces a policy whole: what is not to change is sent again as it was read. */
export const updateWebPolicy: WritingAction<Input, WebReading> = {
  kind: "writing",
  name: "update-web-policy",
  family: "policies",
  sentence: "Changes what a Web Security policy blocks and allows, and leaves the rest of it.",
  input,
  generations: ["1.0", "2.0"],
  operations: () => ({ reads: [getPolicy], writes: [update] }),
  unlisted: create,
  describe,
  reach: ({ block }) => ({
    names: [...new Set(block.map(hostOf))],
    width: block.some((value) => !value.includes("/")) ? "domain" : "object",
  }),
  warn: () => [remembered, slowness],
  probe: probeWeb,
  read: (client, { inputs, ...own }) => readWeb(client, { ...own, ids: inputs.map(({ policy }) => policy) }),
  consider: ({ policy }, reading) => ({ refusal: refuseWebPolicy(reading, policy), warnings: [] }),
  locate(reading, wanted, before) {
    const ids = new Set(before.map(({ id }) => id));
    const same = reading.policies.filter(({ id }) => ids.has(id));
    const found = same.length > 0 ? same : findWebPolicies(reading, wanted.policy);
    return found.map((policy) => {
      const object = toWebObject(policy, "opposite");
      return isDeepStrictEqual(object.item, changed(object.item, wanted))
        ? toWebObject(policy, "same")
        : object;
    });
  },
  isDone: (_input, found) => found.length > 0 && found.every(({ bearing }) => bearing === "same"),
  calls: (wanted, { found }) => (found ?? []).map((object) => replace(object, changed(object.item, wanted))),
  undo: {
    isPossible: true,
    sentence: () => "Undo gives the policy the description, the URLs and the domains that it had, whole.",
    calls(_input, { before, found }) {
      const [former] = before ?? [];
      const [now] = found ?? [];
      return former === undefined || now === undefined ? [] : [replace(now, former.item)];
    },
  },
};

function changed(item: Item, { description, block, allow, remove }: Input): Item {
  const urls = Array.isArray(item["urls"]) ? item["urls"].filter(isRow) : [];
  const gone = new Set([...block, ...allow, ...remove]);
  return {
    ...item,
    ...(description === undefined ? {} : { description }),
    urls: sortTargets([
      ...urls.filter(({ value }) => !gone.has(String(value))),
      ...block.map((value) => toTarget("block", value)),
      ...allow.map((value) => toTarget("allow", value)),
    ]),
  };
}

function replace({ id, meaning }: TenantObject, item: Item): PlannedCall {
  return { operation: update, purpose: `change what ${meaning}`, item: { id, ...item } };
}
