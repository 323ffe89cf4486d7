import { flag, whole, word } from "../../declared/detail.js";
import { guess } from "../declaration.js";

/** Users, delegates, directories and settings of the account. */
export const peopleGuesses = {
  aliasOfUser: guess(word(["refused", "accepted"], "an alias that is a user of its own"), {
    usual: "refused",
    source: "actions 2.16",
  }),
  repeatedDelegate: guess(word(["same-id", "refused"], "a delegate that is there already"), {
    usual: "same-id",
    source: "actions 2.16",
  }),
  attributeNames: guess(flag("attributes of a user come with their names, not by id alone"), {
    usual: false,
    source: "actions 2.16",
  }),
  purgeListPartly: guess(
    flag("of several addresses for the purge list, those that can be are taken, and the others left out"),
    { usual: false, source: "actions 2.16" },
  ),
  shortestPassword: guess(whole("how many characters a password has at least", { least: 1, most: 64 }), {
    usual: 8,
    source: "actions 5.2",
  }),
  importSeconds: guess(
    whole("how long an import of users is told to be under way", { least: 0, most: 86_400 }),
    {
      usual: 30,
      source: "actions 2.16",
    },
  ),
  syncMinutes: guess(whole("how long a synchronisation of the directory takes", { least: 1, most: 120 }), {
    usual: 5,
    source: "actions 2.18",
  }),
  syncEveryHours: guess(whole("how often a synchronisation starts by itself", { least: 1, most: 24 }), {
    usual: 8,
    source: "actions 2.18",
  }),
  repeatedSync: guess(
    word(["started", "already_in_progress"], "`syncStatus` of an execute-sync while one is under way"),
    { usual: "started", source: "actions 2.18" },
  ),
  emptyAddressDelete: guess(
    word(["all", "refused"], "deleting outbound addresses without a body: all of them, or 400"),
    { usual: "all", source: "actions 2.20" },
  ),
  unsetEmergencyContact: guess(word(["empty", "404"], "the emergency contact until one is set"), {
    usual: "empty",
    source: "actions 2.20",
  }),
  senderFromOutside: guess(
    word(["refused", "accepted"], "sending mail with a `from` that isn't of the company"),
    { usual: "refused", source: "actions 2.21" },
  ),
  restoreWithoutScope: guess(word(["all", "refused"], "restoring a config snapshot without a scope"), {
    usual: "all",
    source: "actions 2.20",
  }),
  restoredUrlId: guess(word(["new", "same"], "the id of a managed URL that a config snapshot brings back"), {
    usual: "new",
    source: "actions 1.7, 2.20",
  }),
  userStateType: guess(word(["number", "text"], "the type of `userState` in awareness training"), {
    usual: "number",
    source: "feeds 5.17",
  }),
  undoneIs: guess(
    word(
      ["null", "empty", "absent"],
      "a time of something that somebody hasn't done, in awareness training: null, an empty text, or no such member",
    ),
    { usual: "null", source: "feeds 5.17" },
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
};
