import { whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Policies of all families. */
export const policyGuesses = {
  blockedSendersListKey: guess(
    word(["definitions", "policies"], "what the list of Blocked Senders policies of API 2.0 stands under"),
    { usual: "definitions", source: "actions 7" },
  ),
  policyDelayMinutes: guess(
    whole("how long a saved change of a policy takes to reach mail: five at the most, says the vendor", {
      least: 0,
      most: 60,
    }),
    { usual: 5, source: "actions 2.2, 5.12" },
  ),
  createdPolicyId: guess(word(["both", "id", "policyId"], "what API 2.0 calls the id of a new policy"), {
    usual: "both",
    source: "actions 7",
  }),
};
