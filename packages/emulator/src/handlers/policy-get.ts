import { readText } from "../wire/decode.js";
import { answerEnvelope, readItems } from "../wire/envelope.js";
import type { Handler } from "./handler.js";
import { showPolicy } from "./policy-view.js";

/** All policies in one answer, or those named by id; an unknown id is simply not there. */
export const getPolicies: Handler = (call, emulation) => {
  const ids = readItems(call.body).flatMap((item) => readText(item, "id") ?? []);
  const policies = emulation.blockedSenders.list();
  const wanted = ids.length === 0 ? policies : policies.filter((policy) => ids.includes(policy.id));
  return answerEnvelope(wanted.map(showPolicy));
};
