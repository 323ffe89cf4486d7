import { flag, oneOf, whole, word } from "../declared/detail.js";
import { resetForms } from "../faults/table/answers.js";
import { guess } from "./declaration.js";

/** The guesses about behaviour, each with what else it could be. Error codes and names of fields are in `wording.ts`. */
export const guessTable = {
  staleDateCode: guess(
    word(
      ["err_xdk_invalid_signature", "err_xdk_client_unauthorized"],
      "API 1.0: the code, with 401, of a signature whose `x-mc-date` is too far off",
    ),
    { usual: "err_xdk_invalid_signature", source: "feeds 2.1, 10.2" },
  ),
  ipRefusedStatus: guess(oneOf([401, 403], "how calls from outside the admin IP ranges are refused"), {
    usual: 403,
    source: "feeds 2.4, 10.1",
  }),
  invalidClientStatus: guess(oneOf([400, 401], "how a token is refused for a bad client id or secret"), {
    usual: 401,
    source: "feeds 2.4, 10.1",
  }),
  rateLimitHeaders: guess(
    word(
      ["when-exceeded", "always", "never"],
      "when the `X-RateLimit-*` headers of a published quota are sent",
    ),
    { usual: "when-exceeded", source: "feeds 4, 10.4" },
  ),
  rateLimitReset: guess(word(resetForms, "in which form a 429 of a published quota tells the wait"), {
    usual: "ms",
    source: "feeds 4",
  }),
  downloadLinkMinutes: guess(
    whole("how long a presigned link to a file is good", { least: 1, most: 10_080 }),
    { usual: 15, source: "feeds 5.2, 10.3" },
  ),
  expiredLinkStatus: guess(oneOf([403, 404], "how the store of files refuses a link whose time is over"), {
    usual: 403,
    source: "feeds 5.2",
  }),
  listsOfTypes: guess(
    word(["accepted", "refused"], "whether `type` of a batch listing takes several types between commas"),
    { usual: "accepted", source: "feeds 5.2, 10.3" },
  ),
  datesBesideCursor: guess(
    word(
      ["move-end", "ignored", "refused"],
      "what `dateRange*` does beside the `nextPage` of a batch listing: only the end counts, nothing counts, or 400",
    ),
    { usual: "move-end", source: "feeds 10.3" },
  ),
  auditPageSizeMax: guess(oneOf([100, 500], "the largest page of audit events: sources state either"), {
    usual: 500,
    source: "feeds 3, 10.5",
  }),
  siemTokenMissingAtEnd: guess(
    flag("API 1.0: the answer at the end of the log chain has no `mc-siem-token`"),
    {
      usual: false,
      source: "feeds 5.1",
    },
  ),
  threatTokenMissingOnLastPage: guess(
    flag("the last objects of a threat feed come without a token, not only the answer behind them"),
    { usual: false, source: "feeds 5.13" },
  ),
  threatObjectsPerAnswer: guess(
    whole("how many objects of a threat feed come at once; whole triples", { least: 3, most: 3000 }),
    { usual: 60, source: "feeds 5.13" },
  ),
  incidentsByModified: guess(
    flag("`start` and `end` of remediation incidents mean their last change, not their creation"),
    { usual: false, source: "feeds 5.14" },
  ),
  queryBlocksNeverFire: guess(
    flag("a managed URL that blocks exactly one URL does nothing where that has a query, as users report"),
    { usual: false, source: "actions 6 (11)" },
  ),
  reasonCodeNeverFilters: guess(
    flag("a search of held mail by `reasonCode` finds everything, as a client's authors report"),
    { usual: false, source: "actions 6 (20)" },
  ),
  repeatedSender: guess(
    word(
      ["same-id", "new-id"],
      "what permitting or blocking a sender once more does: the entry keeps its id with the latest type, or is made anew",
    ),
    { usual: "same-id", source: "actions 3.3" },
  ),
  sameGroupName: guess(
    word(["second", "refused"], "what creating a group does where its parent has one of that name"),
    { usual: "second", source: "actions 3.3" },
  ),
  invertedDelegates: guess(
    flag("of a delegate call, `delegateAddress` receives the right and `primaryAddress` is the mailbox"),
    { usual: false, source: "actions 6 (21)" },
  ),
  withoutGatewayUsers: guess(
    flag("the users of API 2.0 and the delegates answer 404, as accounts of Cloud Integrated alone do"),
    { usual: false, source: "actions 6 (22)" },
  ),
  outboundAddressObjects: guess(
    flag("outbound addresses are read as objects, where the contract has texts"),
    {
      usual: false,
      source: "actions 6 (23)",
    },
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
  bareSubscriptionList: guess(flag("the list of webhooks is the body itself, not under `value`"), {
    usual: false,
    source: "actions 2.22",
  }),
};

export type GuessName = keyof typeof guessTable;
