import { flag } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Users, delegates, directories and settings of the account. */
export const peopleGuesses = {
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
};
