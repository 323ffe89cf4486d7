import { notePolicy } from "../logs/audit-trail.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Handler } from "./handler.js";
import { readPolicyDraft } from "./policy-draft.js";
import { showPolicy } from "./policy-view.js";

/** Takes exactly one policy. The same one twice is two policies: nothing looks for duplicates. */
export const createPolicy: Handler = (call, emulation) => {
  const items = readItems(call.body);
  const [item] = items;
  if (item === undefined) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.missing("data")] }]);
  if (item === null) return wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.nullItem()] }]);
  if (items.length > 1)
    return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.notAllowed("data", ["one item"])] }]);
  const draft = readPolicyDraft(item);
  if (!("option" in draft)) return wireErrors.itemsFailed([{ key: item, errors: draft }]);
  const makeId = (serial: number) => emulation.mint.seal("blocked-senders-policy", [serial]);
  const policy = emulation.blockedSenders.add(draft, { now: emulation.clock.now(), makeId });
  emulation.forgetFuture();
  notePolicy("New Policy", policy, { call, emulation });
  return answerEnvelope([showPolicy(policy)]);
};
