import { flag, oneOf, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Policies of all families. */
export const policyGuesses = {
  repeatedPolicy: guess(word(["second", "refused"], "creating a policy just like one that is there"), {
    usual: "second",
    source: "actions 2.2, 3.3",
  }),
  createdStatus: guess(
    oneOf([200, 201], "the status of creating one of the newer resources of policy-management"),
    {
      usual: 201,
      source: "actions 1.4",
    },
  ),
  deletedStatus: guess(oneOf([200, 204], "the status of deleting one of them"), {
    usual: 204,
    source: "actions 1.4, 2.2",
  }),
  patchedBody: guess(flag("changing one of them answers with what it is now, with 200 instead of 204"), {
    usual: false,
    source: "actions 2.2",
  }),
  olderDeleteByToken: guess(
    word(
      ["works", "app_forbidden"],
      "deleting a Blocked Senders policy by the older call with a bearer token: clients do, the catalogue has it not",
    ),
    { usual: "works", source: "actions 2.2, 7" },
  ),
  policiesPerCall: guess(
    whole(
      "how many policies one of the older calls creates: one, as described, or fifty, as an integration states",
      {
        least: 1,
        most: 50,
      },
    ),
    { usual: 1, source: "actions 2.12" },
  ),
  groupReadBack: guess(
    word(
      ["groupId", "group"],
      "how the older calls show a profile group as a target: `groupId`, or `group` with its `id`",
    ),
    { usual: "groupId", source: "actions 2.2" },
  ),
  alterationChosen: guess(
    word(
      ["narrowest", "oldest"],
      "which of several address alterations that fit is made: that of a whole address before that of a part, or the oldest",
    ),
    { usual: "narrowest", source: "actions 2.13" },
  ),
  alterationSetsInside: guess(flag("a policy applies the alterations of the sets inside its set too"), {
    usual: false,
    source: "actions 2.13",
  }),
  internalMailAltered: guess(flag("addresses of mail within the company are altered too"), {
    usual: false,
    source: "actions 2.13",
  }),
  journalingRequired: guess(
    word(
      ["needed", "nothing"],
      "which fields a journaling connection has to have: what it can't do without, or none",
    ),
    { usual: "needed", source: "actions 2.19" },
  ),
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
